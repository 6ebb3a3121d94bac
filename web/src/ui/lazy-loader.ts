export interface Loader<T> {
  /** Null as long as it is not there. */
  loaded: () => T | null;
  /** One attempt at a time; after a failed one the next call tries again. */
  load: () => Promise<T>;
}

const loaders: Loader<unknown>[] = [];

export function createLoader<T>(fetchIt: () => Promise<T>): Loader<T> {
  let loaded: T | null = null;
  let attempt: Promise<T> | null = null;
  const loader: Loader<T> = {
    loaded: () => loaded,
    load() {
      attempt ??= fetchIt().then(
        (value) => (loaded = value),
        (error: unknown) => {
          attempt = null;
          throw error;
        },
      );
      return attempt;
    },
  };
  loaders.push(loader);
  return loader;
}

/** One after the other, so that what a person asks for meanwhile has the line. What fails is tried when it is needed. */
export async function loadAllAhead(): Promise<void> {
  for (const { load } of loaders) await load().catch(() => null);
}
