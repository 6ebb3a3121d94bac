import type { Context } from '../../context.ts';
import { listRecipients, listResponsible, type Recipient } from '../access/index.ts';
import type { StoredSettings } from '../alert-rules/index.ts';

/** Whom a company's (or the deployment's) notifications go to: people by mail, and a webhook. */
export async function listTargets(
  ctx: Pick<Context, 'directory' | 'mail'>,
  companyId: string,
  { notify, version, webhookUrlSealed }: Pick<StoredSettings, 'notify' | 'version' | 'webhookUrlSealed'>,
): Promise<string[]> {
  const people = ctx.mail === null ? [] : await chosen(ctx, companyId, version === 0 ? null : notify.userIds);
  return [...people.map(({ id }) => mailTarget(id)), ...(webhookUrlSealed === null ? [] : [WEBHOOK_TARGET])];
}

/** Null: nobody has chosen. */
function chosen(
  ctx: Pick<Context, 'directory'>,
  companyId: string,
  userIds: readonly string[] | null,
): Promise<Recipient[]> {
  return userIds === null
    ? listResponsible(ctx.directory, companyId)
    : listRecipients(ctx.directory, companyId, userIds);
}

export const WEBHOOK_TARGET = 'webhook';
const MAIL = 'mail ';
export const mailTarget = (userId: string) => `${MAIL}${userId}`;

/** The user in a target; null for the webhook. */
export function userIn(target: string): string | null {
  return target.startsWith(MAIL) ? target.slice(MAIL.length) : null;
}
