import { assertNever } from '../../platform/errors.ts';
import type { Randomness } from './randomness.ts';

/** A message that the provider took, as the provider knows it. */
export interface TakenMessage {
  id: string;
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
  /** How often each way to answer happened. */
  readonly answers: Record<string, number>;
  /** While false everything is taken and answered. */
  isTroubled: boolean;
  answer(request: Request, caller: { isTroubled: boolean }): Promise<Response>;
}

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
    answers: {},
    isTroubled: true,
    async answer(request, caller) {
      const text = await request.text();
      if (new URL(request.url).pathname.startsWith('/receivers/')) return hear(request, text, caller);
      const body = JSON.parse(text === '' ? '{}' : text) as Partial<SendBody>;
      if (body.text === undefined) return Response.json({ success: true });
      return take(body as SendBody);
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

  function take({ text, biz_opaque_callback_data: callbackData }: SendBody): Response {
    const way = provider.isTroubled ? troubledWay() : 'accepted';
    note(way);
    const id = `wamid.CRASH${++count}`;
    const isTaken = way === 'accepted' || way === 'lost' || way === 'nameless';
    if (isTaken || (way === 'failed' && random.chance(0.5))) {
      provider.taken.push({ id, text: text.body, callbackData });
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
  text: { body: string };
  biz_opaque_callback_data: string;
}
