import { isMet, readable, readableTarget, type Finding } from './figure.ts';

/** Hands the finding to whoever started this process; a person who started it alone gets the table. */
export async function report(finding: Finding): Promise<void> {
  if (process.send === undefined) {
    print([finding]);
    return;
  }
  await new Promise<void>((resolve) => process.send?.(finding, undefined, undefined, () => resolve()));
  process.disconnect();
}

/** One table of everything. */
export function print(findings: readonly Finding[]): void {
  const rows = findings.flatMap(({ bench, figures }) =>
    figures.map((figure) => {
      const met = isMet(figure);
      return [
        bench,
        figure.name,
        `${readable(figure.value)} ${figure.unit}`,
        readableTarget(figure.target),
        met === null ? '' : met ? 'met' : 'MISSED',
      ];
    }),
  );
  const table = [['bench', 'measured', 'value', 'target', ''], ...rows];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const text = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  process.stdout.write(`${text.join('\n')}\n`);
}

/** What is going on, for whoever waits. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
