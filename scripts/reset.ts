/** `npm run reset`: forgets all local data. The secrets in `.dev.vars` stay. */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT, STATE } from './local/places.ts';

for (const folder of [STATE, resolve(ROOT, '.wrangler')]) rmSync(folder, { recursive: true, force: true });
process.stdout.write('All local data is gone. `npm start` makes a new local deployment.\n');
