/** Fails when a file imports what its area may not. The rules are in import-rules.ts. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'oxc-parser';
import { refusal, type Import } from './import-rules.ts';

const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'],
  {
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((file) => file !== '' && !file.endsWith('.d.ts'));

const imports = files.flatMap(importsOf);
const refusals = imports.map(refusal).filter((sentence) => sentence !== null);
for (const sentence of refusals) process.stderr.write(`${sentence}\n`);
process.stdout.write(
  `${imports.length} imports of ${files.length} files checked, ${refusals.length} refused\n`,
);
process.exit(refusals.length === 0 ? 0 : 1);

function importsOf(file: string): Import[] {
  const { module } = parseSync(file, readFileSync(file, 'utf8'));
  const found: Import[] = [];
  for (const statement of module.staticImports) {
    const isTypeOnly = statement.entries.length > 0 && statement.entries.every((entry) => entry.isType);
    found.push({ from: file, to: target(file, statement.moduleRequest.value), isTypeOnly });
  }
  for (const statement of module.staticExports) {
    for (const entry of statement.entries) {
      if (entry.moduleRequest === null) continue;
      found.push({ from: file, to: target(file, entry.moduleRequest.value), isTypeOnly: entry.isType });
    }
  }
  return found;
}

function target(file: string, specifier: string): string {
  return specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier;
}
