/** Ends a switch over a closed set; the compiler refuses the call when a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`unexpected: ${JSON.stringify(value)}`);
}
