import { signal } from '@preact/signals';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import type { Api } from '../../api/api.ts';

/** Templates that messages were written by: each name is fetched once, when the first such message is drawn. */
export const createSentTemplates = ({ api }: { api: Pick<Api, 'listTemplates'> }) => {
  const known = signal<ReadonlyMap<string, readonly Template[]>>(new Map());
  const asked = new Set<string>();

  const fetch = async (key: string, channelId: string, name: string) => {
    try {
      const { items } = await api.listTemplates({ channelId, name, limit: 100 });
      known.value = new Map(known.peek()).set(key, items);
    } catch {
      // The message's own text is shown; the next one of this name asks again.
      asked.delete(key);
    }
  };

  return {
    /** Templates have changed: those that are drawn are fetched again, and shown as they were meanwhile. */
    refresh: () => {
      for (const key of known.peek().keys()) {
        const [channelId = '', name = ''] = key.split(' ');
        void fetch(key, channelId, name);
      }
    },
    find: (channelId: string, name: string, language: string): Template | null => {
      const key = `${channelId} ${name}`;
      const variants = known.value.get(key);
      if (variants !== undefined) return variants.find((one) => one.language === language) ?? null;
      if (!asked.has(key)) {
        asked.add(key);
        void fetch(key, channelId, name);
      }
      return null;
    },
  };
};
