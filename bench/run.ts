/**
 * `npm run bench`: every benchmark in a process of its own, one table, and `results/latest.json`. With names only those,
 * and the results as they were; with names and `--keep`, their results take the place of the earlier ones.
 */
import { fork } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { isMet, type Finding } from './figure.ts';
import { machine } from './machine.ts';
import { print, say } from './report.ts';
import { RESULTS_FILE, type KeptFinding, type Results } from './results-file.ts';

const BENCHES = ['cost', 'mixed', 'lanes', 'redrive', 'ingest', 'accept', 'socket', 'crash'];
/** A benchmark that takes longer hangs. */
const TIMEOUT_MS = 180_000;
/** Thousands of sends, and a start of the runtime after each kill. */
const CRASH_TIMEOUT_MS = 900_000;

const chosen = process.argv.slice(2).filter((name) => name !== '--keep');
const isKept = process.argv.includes('--keep');
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
const kept = findings.map((finding): KeptFinding => ({
  ...finding,
  figures: finding.figures.map((figure) => ({ ...figure, isMet: isMet(figure) })),
}));
if (chosen.length === 0) await write({ ...measuredOn, findings: kept });
else if (isKept) await write(together(kept));

/** The earlier results with these in the place of their own. */
function together(apart: readonly KeptFinding[]): Results {
  // Written by this file.
  const earlier = JSON.parse(readFileSync(RESULTS_FILE, 'utf8')) as Results;
  const all = new Map(earlier.findings.map((finding) => [finding.bench, finding]));
  for (const finding of apart) all.set(finding.bench, { ...finding, apart: measuredOn });
  return { ...earlier, findings: BENCHES.flatMap((name) => all.get(name) ?? []) };
}

async function write(results: Results): Promise<void> {
  mkdirSync(dirname(RESULTS_FILE), { recursive: true });
  const style = await resolveConfig(RESULTS_FILE);
  writeFileSync(RESULTS_FILE, await format(JSON.stringify(results), { ...style, parser: 'json' }));
}

function run(name: string): Promise<Finding> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, `${name}.ts`));
    const timer = setTimeout(() => child.kill(), name === 'crash' ? CRASH_TIMEOUT_MS : TIMEOUT_MS);
    let finding: Finding | null = null;
    child.once('message', (message: Finding) => (finding = message));
    child.once('exit', (code) => {
      clearTimeout(timer);
      if (finding !== null && code === 0) resolve(finding);
      else reject(new Error(`the benchmark ${name} ended with ${code ?? 'a signal'}`));
    });
  });
}
