/**
 * Puts the benchmark's figures into README.md beside it, between its two markers. With `--check` it writes nothing, and fails
 * when that says anything else than the last results.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readable, readableTarget } from './figure.ts';
import type { Machine } from './machine.ts';
import { ROOT } from './places.ts';
import { RESULTS_FILE, type Results } from './results-file.ts';

const BEGIN = '<!-- bench:begin -->';
const END = '<!-- bench:end -->';
const README = join(ROOT, 'bench', 'README.md');

const before = readFileSync(README, 'utf8');
// Written by run.ts.
const results = JSON.parse(readFileSync(RESULTS_FILE, 'utf8')) as Results;
const after = await withFigures(before, results);

if (!process.argv.includes('--check')) {
  writeFileSync(README, after);
} else if (after !== before) {
  process.stderr.write(
    'bench/README.md does not show the last benchmark results: run `node bench/figures.ts`.\n',
  );
  process.exitCode = 1;
}

async function withFigures(readme: string, measured: Results): Promise<string> {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`bench/README.md needs ${BEGIN} and, after it, ${END}.`);
  const text = `${readme.slice(0, begin)}${BEGIN}\n\n${markdown(measured)}\n\n${readme.slice(end)}`;
  // As the formatter leaves it, so that formatting README changes no figure.
  return format(text, { ...(await resolveConfig(README)), parser: 'markdown' });
}

function markdown(measured: Results): string {
  const apart = measured.findings.flatMap(({ bench, apart: machine }) =>
    machine === undefined ? [] : [`\`${bench}\`: measured apart, ${occasion(machine)}.`],
  );
  const rows = measured.findings.flatMap(({ bench, figures }) =>
    figures.map((figure) => {
      const met = figure.isMet === null ? '' : figure.isMet ? 'met' : '**missed**';
      return `| ${bench} | ${figure.name} | ${readable(figure.value)} ${figure.unit} | ${readableTarget(figure.target)} | ${met} |`;
    }),
  );
  return [
    [`Measured ${occasion(measured)}.`, ...apart].join(' '),
    '',
    '| bench | measured | value | target | |',
    '| --- | --- | ---: | ---: | --- |',
    ...rows,
  ].join('\n');
}

function occasion(machine: Machine): string {
  const { commit, isChanged, date, cores, processor, loadBefore, node, workerd, miniflare } = machine;
  return `on ${date} at commit \`${commit}\`${isChanged ? ' (with changes)' : ''}: ${cores} cores (${processor}; load ${loadBefore} before the run), Node ${node}, workerd ${workerd}, miniflare ${miniflare}`;
}
