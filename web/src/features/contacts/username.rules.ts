/** A user name as people read it: Meta writes it with and without its sign. */
export const readableUsername = (username: string): string => `@${username.replace(/^@/, '')}`;
