import { z } from 'zod';

/** A control call that cannot be carried out: one sentence, and where in the input it is. */
export class ControlProblem extends Error {
  readonly status: number;
  readonly issues: { path: string; message: string }[];

  constructor(status: number, sentence: string, issues: { path: string; message: string }[] = []) {
    super(sentence);
    this.name = 'ControlProblem';
    this.status = status;
    this.issues = issues;
  }
}

export function problemAnswer(error: unknown): Response | undefined {
  if (error instanceof ControlProblem) {
    return Response.json(
      { error: error.message, ...(error.issues.length > 0 ? { issues: error.issues } : {}) },
      { status: error.status },
    );
  }
  return error instanceof z.ZodError ? problemAnswer(fromZod(error)) : undefined;
}

export function fromZod(error: z.ZodError): ControlProblem {
  const issues = error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: issue.message,
  }));
  const first = issues[0];
  const where = first?.path ? `${first.path}: ` : '';
  return new ControlProblem(422, `${where}${first?.message ?? 'The input is not valid.'}`, issues);
}

export async function readBody<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const text = await request.text();
  let body: unknown = {};
  try {
    if (text.trim() !== '') body = JSON.parse(text);
  } catch {
    throw new ControlProblem(400, 'The body is not JSON.');
  }
  const result = schema.safeParse(body);
  if (!result.success) throw fromZod(result.error);
  return result.data;
}

export function readQuery<T>(request: Request, schema: z.ZodType<T>): T {
  const result = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!result.success) throw fromZod(result.error);
  return result.data;
}
