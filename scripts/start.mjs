// Plain JavaScript, so that the Node of any machine can say what is missing before anything else is read.
import { existsSync } from 'node:fs';

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || !existsSync(new URL('../node_modules/miniflare', import.meta.url))) {
  process.stderr.write(
    'Recado is not installed yet. Run `npm install` first: it brings Node 24 and everything else.\n',
  );
  process.exit(1);
}
await import('./start.ts');
