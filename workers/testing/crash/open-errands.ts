import type { Counters } from './count.ts';
import type { Errand } from './errand.ts';
import { receiveFiles } from './files.ts';
import type { World } from './isolate.ts';
import { tendLetters } from './letters.ts';
import type { Office } from './office.ts';
import { readThreads } from './readers.ts';
import { openShop } from './shop.ts';

/** All that a company does beside its sends, by name. Letters are last: what is put back becomes one of the others. */
export async function openErrands(
  world: World,
  office: Office,
  by: { threads: readonly string[]; deliver(body: unknown): Promise<boolean>; settle(): Promise<void> },
): Promise<Record<string, Errand>> {
  return {
    purchases: await openShop(world, office),
    files: receiveFiles(world, office, by.deliver),
    readings: readThreads(world, office, by.threads),
    letters: tendLetters(world, office, by.settle),
  };
}

export async function countErrands(
  errands: Readonly<Record<string, Errand>>,
): Promise<Record<string, Counters>> {
  const counted = Object.entries(errands).map(
    async ([name, errand]) => [name, await errand.count()] as const,
  );
  return Object.fromEntries(await Promise.all(counted));
}
