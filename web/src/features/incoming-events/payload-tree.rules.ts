/** One line of a payload, as people read it. */
export interface PayloadLine {
  /** A JSON pointer into the payload. */
  path: string;
  name: string;
  depth: number;
  /** The value of a line that can be chosen; null where others stand below it. */
  value: string | null;
}

/** Ours: a page stays quick, and whoever posts more has the rest at the end. */
const MAX_LINES = 500;

/** The payload, line by line, the headers last: they seldom say anything. */
export const payloadLines = (payload: unknown): PayloadLine[] => {
  const lines: PayloadLine[] = [];
  const visit = (value: unknown, path: string, name: string, depth: number): void => {
    if (lines.length >= MAX_LINES) return;
    const isBranch = typeof value === 'object' && value !== null;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    lines.push({ path, name, depth, value: isBranch ? null : text });
    if (!isBranch) return;
    for (const [key, item] of Object.entries(value)) {
      const token = key.replaceAll('~', '~0').replaceAll('/', '~1');
      visit(item, `${path}/${token}`, Array.isArray(value) ? `${Number(key) + 1}.` : key, depth + 1);
    }
  };
  if (typeof payload !== 'object' || payload === null) return lines;
  for (const part of ['body', 'headers'])
    if (Object.hasOwn(payload, part)) visit(Reflect.get(payload, part), `/${part}`, part, 0);
  return lines.filter((line, at) => line.value !== null || (lines[at + 1]?.depth ?? -1) > line.depth);
};

/** A pointer as people read it: the last parts of the way. */
export const readablePath = (path: string): string =>
  path
    .split('/')
    .slice(2)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join(' › ');
