/** What is no picture of its type, or is broken in a way that hides what it holds. */
export class UnreadableImageError extends Error {
  override readonly name = 'UnreadableImageError';
}
