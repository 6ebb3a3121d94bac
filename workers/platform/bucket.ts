import { HouseError } from './errors.ts';

/** Waits for work of a bucket; whatever fails in it is a fault of the house. */
export async function inBucket<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new HouseError('bucket', error);
  }
}
