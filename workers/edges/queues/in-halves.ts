import { MAX_JSON_PARAMETER_BYTES } from '../../platform/db/bind.ts';
import { ConflictError, HouseError } from '../../platform/errors.ts';

/** Most items stored by one batch. Ours: D1 takes 30 seconds at most for a batch, and this takes well under one. */
const MAX_ITEMS = 1_000;

/**
 * Stores items in parts that fit one statement. When a part fails although the database is well, it is halved, until
 * the items at fault stand alone; these are given back, and have cost their neighbours nothing. A part whose items
 * are in each other's way (a conflict that reading again does not solve) is halved too; one item's conflict is thrown.
 *
 * `checkHouse` throws when the database is not well; then this throws too, and the whole is to be repeated. So it does
 * when something else of the house fails.
 */
export async function inHalves<Item>(
  items: readonly Item[],
  checkHouse: () => Promise<void>,
  store: (part: readonly Item[]) => Promise<void>,
): Promise<Item[]> {
  const atFault: Item[] = [];
  for (const part of partsOf(items)) atFault.push(...(await storePart(part, checkHouse, store)));
  return atFault;
}

async function storePart<Item>(
  part: readonly Item[],
  checkHouse: () => Promise<void>,
  store: (part: readonly Item[]) => Promise<void>,
): Promise<Item[]> {
  try {
    await store(part);
    return [];
  } catch (error) {
    if (isOfDatabase(error)) await checkHouse();
    else if (!(error instanceof ConflictError) || part.length === 1) throw error;
    if (part.length === 1) return isStillRefused(part, checkHouse, store);
    const middle = Math.ceil(part.length / 2);
    return [
      ...(await storePart(part.slice(0, middle), checkHouse, store)),
      ...(await storePart(part.slice(middle), checkHouse, store)),
    ];
  }
}

/** A single failure may have been the house's after all: only what fails twice beside a well house is at fault. */
async function isStillRefused<Item>(
  part: readonly Item[],
  checkHouse: () => Promise<void>,
  store: (part: readonly Item[]) => Promise<void>,
): Promise<Item[]> {
  try {
    await store(part);
    return [];
  } catch (error) {
    if (!isOfDatabase(error)) throw error;
    await checkHouse();
    return [...part];
  }
}

/** Only a database refuses what it is given; whatever else of the house fails is at fault itself. */
function isOfDatabase(error: unknown): boolean {
  return error instanceof HouseError && error.part === 'database';
}

function partsOf<Item>(items: readonly Item[]): Item[][] {
  const parts: Item[][] = [];
  let part: Item[] = [];
  let size = 0;
  for (const item of items) {
    // An item is written at most once per statement, with a few hundred bytes of ids and JSON around it.
    const itemSize = JSON.stringify(item).length * 2 + 500;
    if (part.length > 0 && (part.length === MAX_ITEMS || size + itemSize > MAX_JSON_PARAMETER_BYTES)) {
      parts.push(part);
      part = [];
      size = 0;
    }
    part.push(item);
    size += itemSize;
  }
  return part.length === 0 ? parts : [...parts, part];
}
