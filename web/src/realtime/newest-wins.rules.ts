/** Keeps the newer of two copies of a row: frames, pages and answers may arrive in any order. */
export const newest = <Row>(known: Row | undefined, incoming: Row, versionOf: (row: Row) => number): Row =>
  known !== undefined && versionOf(known) > versionOf(incoming) ? known : incoming;
