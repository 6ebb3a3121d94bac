import { MetaRefusal } from '../meta/errors.ts';

/** A Graph call's body: JSON, or nothing where the call needs none. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new MetaRefusal(100, { message: '(#100) The request body is not valid JSON.' });
  }
}
