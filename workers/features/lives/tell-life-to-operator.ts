import type { MessageLife } from '../../contracts/api/message-life.ts';
import type { Context } from '../../context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { findCompanyId } from '../access/index.ts';
import { withoutWords } from './next-step.ts';
import { tellLife } from './tell-life.ts';

/** The life of a message of any company, for whoever runs the deployment: without what was written and to whom. */
export async function tellLifeToOperator(
  ctx: Pick<Context, 'bindings' | 'tenant' | 'directory' | 'clock' | 'log' | 'metrics' | 'queues'>,
  company: string,
  anyId: string,
): Promise<MessageLife> {
  const companyId = await findCompanyId(ctx.directory, company);
  if (companyId === null) throw new NotFoundError('message');
  return withoutWords(await tellLife(ctx, companyId, anyId, { seesWebhooks: true }));
}
