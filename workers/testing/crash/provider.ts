import { assertNever } from '../../platform/errors.ts';
import { sha256Of } from '../files.ts';
import { listedTemplate } from '../templates.ts';
import type { Randomness } from './randomness.ts';

/** A message that the provider took, as the provider knows it. */
export interface TakenMessage {
  id: string;
  type: 'text' | 'template';
  text: string;
  callbackData: string;
}

/** What a company's own system was told. */
export interface ToldEvent {
  deliveryId: string;
  body: string;
  /** Whether the caller got to know that it was taken. */
  isAnswered: boolean;
  /** Whether the caller could write down that it was: it neither died nor lost its database. */
  caller: { isTroubled: boolean };
}

/** Meta and the companies' own systems: what they took, whatever they said about it. */
export interface Provider {
  readonly taken: TakenMessage[];
  readonly told: ToldEvent[];
  /** Messages that it was told were read. */
  readonly seen: string[];
  /** How often each way to answer happened. */
  readonly answers: Record<string, number>;
  /** While false everything is taken and answered. */
  isTroubled: boolean;
  answer(request: Request, caller: { isTroubled: boolean }): Promise<Response>;
}

/** The template that the shop thanks with. */
const THANKS = { name: 'thanks', components: [{ type: 'BODY', text: 'Thank you for {{1}}' }] };

/** The bytes that a customer sent under this id. */
export const fileOf = (fileId: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(new TextEncoder().encode(`%PDF-1.7\n${fileId}\n%%EOF\n`));

type Way = 'accepted' | 'lost' | 'reset' | 'failed' | 'throttled' | 'busy' | 'refused' | 'nameless';

const WAYS: readonly [Way, ...Way[]] = [
  ...(['accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'accepted'] as const),
  ...([
    'accepted',
    'accepted',
    'lost',
    'reset',
    'failed',
    'throttled',
    'busy',
    'refused',
    'nameless',
  ] as const),
];

export function createProvider(random: Randomness): Provider {
  let count = 0;
  const provider: Provider = {
    taken: [],
    told: [],
    seen: [],
    answers: {},
    isTroubled: true,
    async answer(request, caller) {
      const text = await request.text();
      const { pathname } = new URL(request.url);
      if (pathname.startsWith('/receivers/')) return hear(request, text, caller);
      if (pathname.endsWith('/message_templates'))
        return Response.json({ data: [listedTemplate('1', THANKS)] });
      const [, fileId] = /\/(file-\d+)$/.exec(pathname) ?? [];
      if (fileId !== undefined) return handOver(request, fileId);
      // Sound: only Recado calls.
      const body = JSON.parse(text === '' ? '{}' : text) as SendBody | { message_id: string } | object;
      if ('message_id' in body) return see(body.message_id);
      return 'biz_opaque_callback_data' in body ? take(body) : Response.json({ success: true });
    },
  };

  /** What stops a number is rare, or nothing else would be seen. */
  function troubledWay(): Way {
    const way = random.pick(WAYS);
    return (way === 'throttled' || way === 'busy') && random.chance(0.7) ? 'accepted' : way;
  }

  function note(way: string): void {
    provider.answers[way] = (provider.answers[way] ?? 0) + 1;
  }

  function see(id: string): Response {
    const way = provider.isTroubled ? random.pick(['seen', 'seen', 'seen', 'lost', 'down']) : 'seen';
    note(`read ${way}`);
    if (way !== 'down') provider.seen.push(id);
    if (way === 'lost') throw new TypeError('Network connection lost.');
    return way === 'down' ? new Response('', { status: 500 }) : Response.json({ success: true });
  }

  /** First where the file lies, then the file. */
  async function handOver({ url }: Request, fileId: string): Promise<Response> {
    const way = provider.isTroubled
      ? random.pick(['whole', 'whole', 'whole', 'broken', 'down', 'lost'])
      : 'whole';
    note(`file ${way}`);
    if (way === 'lost') throw new TypeError('Network connection lost.');
    if (way === 'down') return new Response('', { status: 500 });
    const bytes = fileOf(fileId);
    const address = new URL(url);
    if (address.pathname.startsWith('/bytes/'))
      return new Response(way === 'broken' ? bytes.slice(0, -3) : bytes);
    return Response.json({
      url: `${address.origin}/bytes/${fileId}`,
      mime_type: 'application/pdf',
      sha256: await sha256Of(bytes),
    });
  }

  function take(body: SendBody): Response {
    const { biz_opaque_callback_data: callbackData } = body;
    const type = body.text === undefined ? 'template' : 'text';
    const text = body.text?.body ?? body.template?.components[0]?.parameters[0]?.text ?? '';
    const way = provider.isTroubled ? troubledWay() : 'accepted';
    note(way);
    const id = `wamid.CRASH${++count}`;
    const isTaken = way === 'accepted' || way === 'lost' || way === 'nameless';
    if (isTaken || (way === 'failed' && random.chance(0.5))) {
      provider.taken.push({ id, type, text, callbackData });
    }
    const refusal = (code: number) => Response.json({ error: { code, message: 'refused' } }, { status: 400 });
    switch (way) {
      case 'accepted':
        return Response.json({ messaging_product: 'whatsapp', messages: [{ id }] });
      case 'nameless':
        return Response.json({ messaging_product: 'whatsapp', messages: [] });
      case 'lost':
      case 'reset':
        throw new TypeError('Network connection lost.');
      case 'failed':
        return new Response('', { status: 500 });
      case 'throttled':
        return new Response('', { status: 429 });
      case 'busy':
        return refusal(130429);
      case 'refused':
        return refusal(131026);
      default:
        return assertNever(way);
    }
  }

  function hear(request: Request, body: string, caller: { isTroubled: boolean }): Response {
    const deliveryId = request.headers.get('webhook-id') ?? '';
    const way = provider.isTroubled ? random.pick(['heard', 'heard', 'heard', 'lost', 'down']) : 'heard';
    note(`receiver ${way}`);
    if (way !== 'down') provider.told.push({ deliveryId, body, isAnswered: way === 'heard', caller });
    if (way === 'lost') throw new TypeError('Network connection lost.');
    return new Response(null, { status: way === 'down' ? 503 : 204 });
  }

  return provider;
}

interface SendBody {
  text?: { body: string };
  template?: { components: { parameters: { text: string }[] }[] };
  biz_opaque_callback_data: string;
}
