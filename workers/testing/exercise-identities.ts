import { changeIdentities, recordPreferences } from '../features/identities/index.ts';
import type { Deployment, Person } from './deployment.ts';
import { texts } from './meta-payloads.ts';

/** A person moves to another number, and wants no marketing. */
export async function exerciseIdentities(
  deployment: Deployment,
  owner: Person,
  number: string,
  run: string,
): Promise<void> {
  const [from, to] = [`44155503${run}`, `44155504${run}`];
  const nobody = { phone: null, userId: null, parentUserId: null };
  const atMs = deployment.clock.now;
  await deployment.deliver(texts(number, { id: `wamid.${run}.moves`, from }));
  await deployment.drain();
  const ctx = deployment.context();
  const { companyId } = owner;
  await changeIdentities(ctx, companyId, [
    {
      kind: 'identity',
      phoneNumberId: number,
      before: { ...nobody, phone: from },
      after: { ...nobody, phone: to },
      atMs,
    },
  ]);
  const person = { ...nobody, phone: to, username: null, profileName: null };
  await recordPreferences(ctx, companyId, [
    { kind: 'preference', phoneNumberId: number, person, wantsMarketing: false, atMs },
  ]);
}
