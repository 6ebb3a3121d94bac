import { signal } from '@preact/signals';
import type {
  EmbeddedSignupRequest,
  SignedUpChannel,
} from '../../../../workers/contracts/api/embedded-signup.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import type { DashboardWord, OpenTalk, Talk, WindowWord } from '../../connect/signup-talk.ts';
import type { ChannelsStore } from './channels-store.ts';

export type SignupStore = ReturnType<typeof createSignupStore>;

export type SignupState =
  /** Nothing is under way; `note` says how the last time ended. */
  | { kind: 'idle'; note: string | null }
  | { kind: 'in_window' }
  | { kind: 'connecting' }
  /** The number is connected, and needs its PIN before it receives and sends. */
  | { kind: 'registering'; channel: SignedUpChannel }
  | { kind: 'done'; channel: SignedUpChannel };

const NOT_OPENED = 'Your browser did not open the window. Allow windows of this page, and try again.';
const CANCELLED = 'Nothing was connected: the signup was not finished.';

/** Connecting a number through a window that leads to Meta. What the window says is believed by nobody: the API asks Meta. */
export const createSignupStore = ({
  api,
  channels,
  openWindow,
  openTalk,
  newSession,
}: {
  api: Pick<Api, 'getSignupOffer' | 'connectSignup' | 'repairChannel'>;
  channels: Pick<ChannelsStore, 'put'>;
  /** Opens the window; gives whether the browser did. */
  openWindow: (path: string) => boolean;
  openTalk: OpenTalk<DashboardWord, WindowWord>;
  newSession: () => string;
}) => {
  const page = signal<string | null>(null);
  const state = signal<SignupState>({ kind: 'idle', note: null });
  const pin = signal('');
  const isBusy = signal(false);
  const problem = signal<ApiProblem | null>(null);
  let talk: Talk<DashboardWord> | null = null;

  const hangUp = () => {
    talk?.close();
    talk = null;
  };
  const end = (note: string | null) => {
    state.value = { kind: 'idle', note };
  };

  const connect = async (request: EmbeddedSignupRequest) => {
    state.value = { kind: 'connecting' };
    talk?.say({ kind: 'received' });
    try {
      const connected = await api.connectSignup(request);
      channels.put(connected);
      state.value = { kind: connected.isRegistered ? 'done' : 'registering', channel: connected };
      talk?.say({ kind: 'connected', name: connected.name });
    } catch (thrown) {
      const { message, fields } = asApiProblem(thrown);
      const said = fields.map((field) => field.message).join(' ') || message;
      talk?.say({ kind: 'refused', message: said });
      end(said);
    }
    hangUp();
  };

  const heard = (word: WindowWord) => {
    if (state.peek().kind === 'connecting') return;
    switch (word.kind) {
      case 'opened':
        state.value = { kind: 'in_window' };
        return;
      case 'finished': {
        const { code, wabaId, phoneNumberId, coexistence } = word;
        const number = phoneNumberId === null ? {} : { phoneNumberId };
        void connect({ code, wabaId, coexistence, ...number });
        return;
      }
      case 'failed':
        // The window says so too, and stays open for another try.
        return;
      case 'cancelled':
        return;
      default:
        end(CANCELLED);
    }
  };

  return {
    page,
    state,
    pin,
    isBusy,
    problem,
    /** Whether the deployment offers it at all; where it cannot be known, it is not offered. */
    load: async () => {
      try {
        ({ page: page.value } = await api.getSignupOffer());
      } catch {
        page.value = null;
      }
    },
    open: () => {
      if (page.peek() === null) return;
      talk?.say({ kind: 'gone' });
      hangUp();
      const session = newSession();
      talk = openTalk(session, heard);
      if (openWindow(`${page.peek()}#${session}`)) state.value = { kind: 'in_window' };
      else end(NOT_OPENED);
    },
    /** Registers the connected number; a wrong PIN is asked for again. */
    register: async () => {
      const current = state.peek();
      if (current.kind !== 'registering') return;
      isBusy.value = true;
      problem.value = null;
      try {
        await api.repairChannel(current.channel.id, { pin: pin.peek().trim() });
        state.value = { kind: 'done', channel: { ...current.channel, isRegistered: true } };
      } catch (thrown) {
        problem.value = asApiProblem(thrown);
      }
      isBusy.value = false;
    },
    /** The number is registered later, from its page. */
    registerLater: () => {
      const current = state.peek();
      if (current.kind === 'registering') state.value = { kind: 'done', channel: current.channel };
    },
    close: () => {
      talk?.say({ kind: 'gone' });
      hangUp();
    },
    stop: () => {
      talk?.say({ kind: 'gone' });
      hangUp();
      end(null);
    },
  };
};
