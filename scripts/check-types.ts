/** Checks the types of every area, and that the generated binding types are those of wrangler.toml. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const AREAS = ['workers', 'web', 'simulator', 'scripts', 'bench', 'e2e'];

let isRight = true;
for (const area of AREAS.filter((one) => existsSync(`${one}/tsconfig.json`))) {
  const { status } = spawnSync('tsc', ['-p', area, '--pretty', 'false'], { stdio: 'inherit' });
  process.stdout.write(`types of ${area}: ${status === 0 ? 'right' : 'wrong'}\n`);
  isRight &&= status === 0;
}

const generated = spawnSync('npm', ['run', '--silent', 'generate:types', '--', '--check'], {
  encoding: 'utf8',
});
if (generated.status !== 0) {
  process.stderr.write(
    `workers/env.d.ts is not what wrangler.toml says: run \`npm run generate:types\`.\n${generated.stderr}`,
  );
  isRight = false;
}
process.exit(isRight ? 0 : 1);
