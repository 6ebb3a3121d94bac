import { z } from 'zod';
import { limits } from '../meta/limits.ts';
import type { BusinessNumber } from '../world/types.ts';
import type { World } from '../world/world.ts';

const codesSchema = z.record(z.string(), z.object({ phoneNumberId: z.string(), endsAtMs: z.number() }));

/** What Embedded Signup hands to the browser: valid once, for thirty seconds. */
export function issueSignupCode(world: World, number: BusinessNumber): string {
  const code = `AQ${world.ids.hex(40)}`;
  const endsAtMs = world.clock.nowMs() + limits.signupCodeMs;
  world.store.settings.save('signup-codes', {
    ...readCodes(world),
    [code]: { phoneNumberId: number.phoneNumberId, endsAtMs },
  });
  return code;
}

export function redeemSignupCode(world: World, code: string): BusinessNumber | undefined {
  const { [code]: issued, ...rest } = readCodes(world);
  if (!issued) return undefined;
  world.store.settings.save('signup-codes', rest);
  return issued.endsAtMs > world.clock.nowMs() ? world.store.numbers.find(issued.phoneNumberId) : undefined;
}

function readCodes(world: World): z.infer<typeof codesSchema> {
  const stored = codesSchema.safeParse(world.store.settings.read('signup-codes'));
  return stored.success ? stored.data : {};
}
