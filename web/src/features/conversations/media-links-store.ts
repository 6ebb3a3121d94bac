import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import {
  MAX_MEDIA_LINKS,
  type MediaLink,
  type MediaLinkList,
} from '../../../../workers/contracts/api/media.ts';
import { nothingToCancel, type Clock } from '../../realtime/clock.ts';

export type LinkState =
  | { kind: 'waiting' }
  | { kind: 'ready'; link: MediaLink; expiresAtMs: number }
  /** It could not be had just now; it is asked for again by itself. */
  | { kind: 'failed' };

interface MediaLinksDeps {
  ask: (messageIds: string[]) => Promise<MediaLinkList>;
  clock: Clock;
}

/** What is needed at the same moment is asked for together. */
const GATHER_MS = 40;
/** New links come this long before the old ones end. */
const RENEW_BEFORE_MS = 60_000;
const MIN_RENEW_MS = 5_000;
const TRY_AGAIN_MS = 8_000;

export type MediaLinks = ReturnType<typeof createMediaLinks>;

/** Addresses of the files on screen: asked for in bulk, and renewed before they end for as long as they are needed. */
export const createMediaLinks = ({ ask, clock }: MediaLinksDeps) => {
  const links = new Map<string, Signal<LinkState>>();
  /** How many elements on screen show the file. */
  const needs = new Map<string, number>();
  const wanted = new Set<string>();
  let stopGathering = nothingToCancel;
  let isGathering = false;

  const stateOf = (id: string): Signal<LinkState> => {
    const known = links.get(id) ?? signal<LinkState>({ kind: 'waiting' });
    links.set(id, known);
    return known;
  };
  const isFresh = (id: string) => {
    const state = stateOf(id).peek();
    return state.kind === 'ready' && state.expiresAtMs - clock.nowMs() > RENEW_BEFORE_MS;
  };

  const gatherIn = (delayMs: number) => {
    if (isGathering) return;
    isGathering = true;
    stopGathering = clock.after(delayMs, () => {
      isGathering = false;
      void fetchWanted();
    });
  };

  const want = (ids: readonly string[], delayMs: number) => {
    for (const id of ids) wanted.add(id);
    if (wanted.size > 0) gatherIn(delayMs);
  };

  const fetchWanted = async () => {
    const ids = [...wanted].filter((id) => needs.has(id) && !isFresh(id));
    wanted.clear();
    for (let from = 0; from < ids.length; from += MAX_MEDIA_LINKS)
      await fetchSome(ids.slice(from, from + MAX_MEDIA_LINKS));
  };

  const fetchSome = async (ids: string[]) => {
    try {
      const { items, expiresAtMs } = await ask(ids);
      for (const link of items) stateOf(link.messageId).value = { kind: 'ready', link, expiresAtMs };
      const got = new Set(items.map((link) => link.messageId));
      const missing = ids.filter((id) => !got.has(id));
      for (const id of missing) stateOf(id).value = { kind: 'failed' };
      if (missing.length > 0) clock.after(TRY_AGAIN_MS, () => want(neededOf(missing), 0));
      const renewInMs = Math.max(MIN_RENEW_MS, expiresAtMs - clock.nowMs() - RENEW_BEFORE_MS);
      clock.after(renewInMs, () => want(neededOf(ids), 0));
    } catch {
      for (const id of ids) if (!isStillGood(id)) stateOf(id).value = { kind: 'failed' };
      clock.after(TRY_AGAIN_MS, () => want(neededOf(ids), 0));
    }
  };

  const neededOf = (ids: readonly string[]) => ids.filter((id) => needs.has(id) && !isFresh(id));
  const isStillGood = (id: string) => {
    const state = stateOf(id).peek();
    return state.kind === 'ready' && state.expiresAtMs > clock.nowMs();
  };

  return {
    of: (messageId: string): ReadonlySignal<LinkState> => stateOf(messageId),
    /** The file is shown: only for files that are ready. Gives back what ends the need. */
    need: (messageId: string): (() => void) => {
      needs.set(messageId, (needs.get(messageId) ?? 0) + 1);
      if (!isFresh(messageId)) want([messageId], GATHER_MS);
      return () => {
        const left = (needs.get(messageId) ?? 1) - 1;
        if (left > 0) needs.set(messageId, left);
        else needs.delete(messageId);
      };
    },
    /** Asks again at once, after a link turned out not to work. */
    renew: (messageId: string) => {
      stateOf(messageId).value = { kind: 'waiting' };
      want([messageId], GATHER_MS);
    },
    close: () => stopGathering(),
  };
};
