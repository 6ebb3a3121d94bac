import { signal } from '@preact/signals';
import type {
  Channel,
  CreateChannelRequest,
  UpdateChannelRequest,
} from '../../../../workers/contracts/api/channels.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

export type ChannelsStore = ReturnType<typeof createChannelsStore>;

const MAX_PAGES = 10;

export const createChannelsStore = ({
  api,
}: {
  api: Pick<Api, 'listChannels' | 'createChannel' | 'updateChannel'>;
}) => {
  const channels = signal<readonly Channel[]>([]);
  const phase = signal<'loading' | 'ready' | 'failed'>('loading');
  const problem = signal<ApiProblem | null>(null);
  /** Rises whenever something became known of a channel. */
  const changes = signal(0);

  const put = (channel: Channel) => {
    channels.value = [...channels.peek().filter(({ id }) => id !== channel.id), channel];
  };

  const update = async (id: string, change: UpdateChannelRequest): Promise<void> => {
    const updated = await api.updateChannel(id, change);
    channels.value = channels.peek().map((channel) => (channel.id === id ? updated : channel));
  };

  return {
    channels,
    /** A channel that came to be, or came back. */
    put,
    changes,
    phase,
    problem,
    find: (id: string): Channel | undefined => channels.value.find((channel) => channel.id === id),
    load: async () => {
      try {
        const all: Channel[] = [];
        let cursor: string | undefined;
        for (let page = 0; page < MAX_PAGES; page += 1) {
          const { items, nextCursor } = await api.listChannels(cursor);
          all.push(...items);
          if (nextCursor === null) break;
          cursor = nextCursor;
        }
        channels.value = all;
        phase.value = 'ready';
      } catch (thrown) {
        problem.value = asApiProblem(thrown);
        if (phase.peek() !== 'ready') phase.value = 'failed';
      }
    },
    /** Throws ApiProblem. */
    rename: (id: string, name: string): Promise<void> => update(id, { name }),
    /** Throws ApiProblem. */
    setApp: (id: string, appId: string | null): Promise<void> => update(id, { appId }),
    /** Throws ApiProblem. */
    create: async (request: CreateChannelRequest): Promise<Channel> => {
      const created = await api.createChannel(request);
      put(created);
      return created;
    },
  };
};
