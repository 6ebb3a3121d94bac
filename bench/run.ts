/** `npm run bench`: every benchmark in a process of its own, one table, and `results/latest.json`. */
import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { isMet, type Finding } from './figure.ts';
import { machine } from './machine.ts';
import { print, say } from './report.ts';
import { RESULTS_FILE, type Results } from './results-file.ts';

const BENCHES = ['cost', 'mixed', 'lanes', 'redrive', 'ingest', 'accept', 'socket'];
/** A benchmark that takes longer hangs. */
const TIMEOUT_MS = 180_000;

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !BENCHES.includes(name));
if (unknown.length > 0)
  throw new Error(`There is no benchmark ${unknown.join(', ')}; there are ${BENCHES.join(', ')}.`);

const measuredOn = machine();
const startedMs = Date.now();
const findings: Finding[] = [];
for (const name of chosen.length === 0 ? BENCHES : chosen) findings.push(await run(name));
print(findings);

const missed = findings.flatMap(({ figures }) => figures).filter((figure) => isMet(figure) === false);
say(`${missed.length} targets missed; ${Math.round((Date.now() - startedMs) / 1_000)} s`);
if (chosen.length === 0) {
  mkdirSync(dirname(RESULTS_FILE), { recursive: true });
  const results: Results = {
    ...measuredOn,
    findings: findings.map((finding) => ({
      ...finding,
      figures: finding.figures.map((figure) => ({ ...figure, isMet: isMet(figure) })),
    })),
  };
  const style = await resolveConfig(RESULTS_FILE);
  writeFileSync(RESULTS_FILE, await format(JSON.stringify(results), { ...style, parser: 'json' }));
}

function run(name: string): Promise<Finding> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, `${name}.ts`));
    const timer = setTimeout(() => child.kill(), TIMEOUT_MS);
    let finding: Finding | null = null;
    child.once('message', (message: Finding) => (finding = message));
    child.once('exit', (code) => {
      clearTimeout(timer);
      if (finding !== null && code === 0) resolve(finding);
      else reject(new Error(`the benchmark ${name} ended with ${code ?? 'a signal'}`));
    });
  });
}
