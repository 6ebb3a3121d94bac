/** What a test's Graph API answers to one call; `hang` never answers. */
export type GraphAnswer =
  | { status: number; body: unknown }
  | { status: number; bytes: Uint8Array; headers?: HeadersInit }
  | 'reset'
  | 'hang';

export interface GraphCall {
  url: string;
  method: string;
  authorization: string | null;
  headers: Record<string, string>;
  /** The body as it came, and what it says. */
  text: string;
  body: unknown;
}

/** Meta's side of the wire: records every call and answers as told, or accepts. */
export interface Graph {
  readonly calls: GraphCall[];
  /** Answers for the next calls, in order. */
  readonly answers: GraphAnswer[];
  /** Called when a call has come in, before it is answered. */
  onCall: (() => void) | null;
  /** Awaited before each answer: tests hold handlers here. */
  barrier: Promise<void>;
  readonly fetch: typeof globalThis.fetch;
}

export function createGraph(): Graph {
  const graph = {
    calls: [] as GraphCall[],
    answers: [] as GraphAnswer[],
    onCall: null as (() => void) | null,
    barrier: Promise.resolve(),
    fetch: async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      const request = new Request(input, init);
      const bytes = new Uint8Array(await request.arrayBuffer());
      const text = new TextDecoder().decode(bytes);
      graph.calls.push({
        url: request.url,
        method: request.method,
        authorization: request.headers.get('authorization'),
        headers: Object.fromEntries(request.headers),
        text,
        body: await bodyOf(bytes, request.headers.get('content-type') ?? ''),
      });
      const number = graph.calls.length;
      graph.onCall?.();
      await graph.barrier;
      const answer = graph.answers.shift() ?? {
        status: 200,
        body: { messaging_product: 'whatsapp', messages: [{ id: `wamid.TEST${number}` }] },
      };
      if (answer === 'reset') throw new TypeError('Network connection lost.');
      if (answer === 'hang') {
        return new Promise((_, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        });
      }
      return 'bytes' in answer
        ? new Response(Uint8Array.from(answer.bytes), {
            status: answer.status,
            headers: answer.headers ?? {},
          })
        : Response.json(answer.body, { status: answer.status });
    },
  };
  return graph;
}

/** JSON as what it says; a form as its fields; of a file in it, name, type and bytes; anything else as its bytes. */
async function bodyOf(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<unknown> {
  if (bytes.length === 0) return null;
  const body = new Response(bytes, { headers: { 'content-type': type } });
  if (/^(application|text)\/(json|plain)/.test(type)) return body.json();
  if (!type.startsWith('multipart/form-data')) return bytes;
  const fields: Record<string, unknown> = {};
  for (const [name, value] of await body.formData()) {
    fields[name] =
      typeof value === 'string'
        ? value
        : { filename: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) };
  }
  return fields;
}
