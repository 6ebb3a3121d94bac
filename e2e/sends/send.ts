/** Something that can be sent, and what the thread shows of it. */
export interface Send {
  name: string;
  content: Record<string, unknown>;
  shows: readonly string[];
}

export const interactive = (
  name: string,
  body: string,
  rest: Record<string, unknown>,
  shows: string[],
): Send => ({
  name,
  content: { type: 'interactive', interactive: { body: { text: body }, ...rest } },
  shows: [body, ...shows],
});
export const photo = { type: 'image', image: { link: 'https://workshop.example/table.jpg' } };
