/** How long anything may take to appear. Everything is local: what takes longer is broken, also on a busy machine. */
export const APPEARS_WITHIN_MS = 30_000;
