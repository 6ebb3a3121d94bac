import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where a local deployment keeps everything: `RECADO_STATE` names another place for a second copy. */
export const STATE = resolve(ROOT, process.env['RECADO_STATE'] ?? '.recado');

/** Wrangler's part of it: databases, buckets, objects. */
export const WORKER_STATE = resolve(STATE, 'worker');

export const PORT = Number(process.env['PORT'] ?? 8787);
export const SIMULATOR_PORT = Number(process.env['SIMULATOR_PORT'] ?? 8788);
