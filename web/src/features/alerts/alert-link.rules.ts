import type { Permission } from '../../../../workers/contracts/api/access.ts';
import type { Alert } from '../../../../workers/contracts/api/alerts.ts';
import type { AlertScope } from '../../api/alerts-api.ts';

export interface AlertLink {
  href: string;
  words: string;
  /** What it takes to be let in there. */
  permission: Permission;
}

/** Where the trouble of an alert can be looked at and mended; null where its number's page is the place. */
export const linkOf = (
  { kind, about }: Pick<Alert, 'kind' | 'about'>,
  scope: AlertScope,
): AlertLink | null => {
  switch (kind) {
    case 'webhook.failing':
      return about === null
        ? null
        : {
            href: `/operations/webhooks?webhook=${about}`,
            words: 'Open the webhook',
            permission: 'webhooks:read',
          };
    case 'rule.dead_letters':
      return {
        href: `/operations/dead-letters${scope === 'deployment' ? '?of=deployment' : ''}`,
        words: 'Open the dead letters',
        permission: 'dead-letters:read',
      };
    case 'rule.events_failed':
      return about === null
        ? null
        : {
            href: `/events/${about}?state=failed`,
            words: 'Open the failed events',
            permission: 'webhooks:read',
          };
    case 'rule.oldest_job':
      return { href: '/operations/lanes', words: 'Open the lanes', permission: 'deployment:operate' };
    default:
      return null;
  }
};
