import type { BusinessNumber } from '../world/types.ts';
import type { World } from '../world/world.ts';

export type Verification = { isVerified: boolean; status: number | null; problem: string | null };

/** The GET handshake: the callback must answer 200 and echo the challenge. */
export async function verifyCallback(
  world: Pick<World, 'callWebhook' | 'dice' | 'log'>,
  target: Pick<BusinessNumber, 'callbackUrl' | 'verifyToken'>,
): Promise<Verification> {
  if (!target.callbackUrl) return { isVerified: false, status: null, problem: 'no callback URL is set' };
  const challenge = String(1_000_000_000 + Math.floor(world.dice() * 1_000_000_000));
  const url = new URL(target.callbackUrl);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', challenge);
  url.searchParams.set('hub.verify_token', target.verifyToken);
  const answer = await world.callWebhook({
    method: 'GET',
    url: url.href,
    headers: { 'user-agent': 'facebookplatform/1.0 (+http://developers.facebook.com)' },
    timeoutMs: 10_000,
  });
  const verification = judge(answer, challenge);
  world.log(`handshake → ${target.callbackUrl}: ${verification.problem ?? 'verified'}`);
  return verification;
}

function judge(
  answer: { status: number; text: string } | { error: string },
  challenge: string,
): Verification {
  if ('error' in answer) return { isVerified: false, status: null, problem: answer.error };
  if (answer.status !== 200) {
    return { isVerified: false, status: answer.status, problem: `answered HTTP ${answer.status}` };
  }
  if (answer.text !== challenge) {
    return { isVerified: false, status: 200, problem: 'did not echo hub.challenge' };
  }
  return { isVerified: true, status: 200, problem: null };
}
