import type { Config } from '../../config.ts';
import type { Actor } from './actor.ts';

/**
 * How long an isolate believes what it read of a session, in milliseconds: a revoked session or a changed role is
 * noticed at the latest after this. Ours.
 */
export const SESSION_CACHE_MS = 30_000;
/** Sessions remembered per isolate. Ours. */
const MAX_SESSIONS = 1_000;

export interface LiveSessions {
  get(sessionId: string, nowMs: number): Actor | null;
  set(actor: Actor, nowMs: number): void;
  forget(sessionId: string): void;
}

const caches = new WeakMap<Config, LiveSessions>();

/** What this isolate remembers of the sessions it has seen. */
export function liveSessions(config: Config): LiveSessions {
  const known = caches.get(config);
  if (known !== undefined) return known;
  const cache = createLiveSessions();
  caches.set(config, cache);
  return cache;
}

function createLiveSessions(): LiveSessions {
  const entries = new Map<string, { actor: Actor; untilMs: number }>();
  return {
    get(sessionId, nowMs) {
      const entry = entries.get(sessionId);
      return entry !== undefined && entry.untilMs > nowMs ? entry.actor : null;
    },
    set(actor, nowMs) {
      if (entries.size >= MAX_SESSIONS) entries.clear();
      entries.set(actor.sessionId, { actor, untilMs: nowMs + SESSION_CACHE_MS });
    },
    forget: (sessionId) => void entries.delete(sessionId),
  };
}
