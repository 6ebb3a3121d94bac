import type * as z from 'zod/mini';
import { BadRequestError, NotFoundError, ValidationError, type FieldFault } from '../../platform/errors.ts';
import { readBoundedBody } from '../read-bounded-body.ts';
import { faultWords } from './fault-words.ts';

/** The largest request body of the API, in bytes. Ours: the longest text message escaped is a fifth of it. */
export const MAX_API_BODY_BYTES = 128 * 1_024;

/** Ids in the path; one of the wrong shape is nobody's. */
export function readParams(schema: z.ZodMiniType | undefined, params: Record<string, string>): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(params);
  if (!parsed.success) throw new NotFoundError('thing');
  return parsed.data;
}

export function readQuery(schema: z.ZodMiniType | undefined, url: URL): unknown {
  if (schema === undefined) return undefined;
  const query: Record<string, string> = {};
  for (const [key, value] of url.searchParams) {
    if (value !== '') query[key] = value;
  }
  const parsed = schema.safeParse(query, { error: faultWords });
  if (parsed.success) return parsed.data;
  const fields = faultsOf(parsed.error);
  throw new BadRequestError('invalid_query', sentenceOf(fields), { fields });
}

export async function readBody(schema: z.ZodMiniType | undefined, request: Request): Promise<unknown> {
  if (schema === undefined) return undefined;
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(type)) {
    throw new BadRequestError('not_json', 'Send JSON with the content type application/json.');
  }
  const bytes = await readBoundedBody(request, MAX_API_BODY_BYTES);
  if (bytes === null) {
    throw new BadRequestError('body_too_large', `A request body holds at most ${MAX_API_BODY_BYTES} bytes.`);
  }
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new BadRequestError('not_json', 'The body is not valid JSON.');
  }
  const parsed = schema.safeParse(body, { error: faultWords });
  if (parsed.success) return parsed.data;
  throw ValidationError.ofFields(faultsOf(parsed.error));
}

function faultsOf(error: z.core.$ZodError): FieldFault[] {
  return error.issues.slice(0, 20).flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...issue.path, key].join('.'),
          message: 'There is no such field.',
        }))
      : [{ path: issue.path.join('.') || 'body', message: issue.message }],
  );
}

function sentenceOf(fields: FieldFault[]): string {
  return fields.map((field) => `${field.path}: ${field.message}`).join('; ');
}
