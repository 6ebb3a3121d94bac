import type { AlertSeverity } from './api/alerts.ts';

interface TroubleWords {
  severity: AlertSeverity;
  title: string;
  /** What it means and what to do, for an administrator. */
  detail: string;
}

/** Every trouble of an account or a number that administrators are told of, and how bad it is. */
export const TROUBLES = {
  'account.restricted': critical(
    'Meta restricted this WhatsApp account',
    'Some messages cannot be sent until the restriction ends. Open Business Support at Meta to see why and to ask for a review.',
  ),
  'account.banned': critical(
    'Meta disabled this WhatsApp account',
    'Nothing can be sent or received. Open Business Support at Meta to see why and to ask for a review.',
  ),
  'account.deleted': critical(
    'This WhatsApp account was deleted at Meta',
    'Nothing can be sent or received any more. Connect the number again under another account.',
  ),
  'account.disconnected': critical(
    'This WhatsApp account was disconnected',
    'Meta took away the access of our app. Connect the number again to receive and send.',
  ),
  'account.violation': warning(
    'Meta reports a policy violation',
    'If it happens again, Meta restricts the account. Read the policy named here and stop such messages.',
  ),
  'account.review_rejected': critical(
    'Meta rejected this WhatsApp account in its review',
    'Messages cannot be sent. Open Business Support at Meta, correct what is named there and ask again.',
  ),
  'account.alert': warning('Meta has a notice about this account', 'Read it and do what it asks.'),
  'account.certificate': warning(
    'The client certificate of webhooks needs attention',
    'Renew it at Meta, or webhooks stop arriving.',
  ),
  'account.error': warning(
    'Meta reports a problem with this number',
    'It is not about one message, but about the number or its account.',
  ),
  'payment.failing': critical(
    'Meta cannot charge this WhatsApp account',
    'Templates are not sent until it is solved. Check the payment method in Meta’s Billing Hub.',
  ),
  'payment.configuration': warning(
    'A payment configuration needs attention',
    'Customers may not be able to pay in WhatsApp. Check the configuration at Meta.',
  ),
  'number.quality_low': critical(
    'The quality of this number is low',
    'People blocked or reported its messages. Send less marketing and only to people who asked for it, or Meta lowers its limit.',
  ),
  'number.quality_medium': warning(
    'The quality of this number has fallen',
    'People block or report its messages more often. Send only what people expect from you.',
  ),
  'number.limit_lowered': warning(
    'Fewer people can be written to in a day',
    'Meta lowered the limit of people whom you may write to first in 24 hours. Large campaigns take longer.',
  ),
  'number.name_rejected': warning(
    'The display name was not approved',
    'Customers see the number instead of the name. Choose another one in WhatsApp Manager.',
  ),
  'number.not_connected': critical(
    'This number is not connected at Meta',
    'It can neither send nor receive. Register it again under “Repair”.',
  ),
  'number.pin_changed': warning(
    'The two-step PIN of this number was changed',
    'If nobody of your company did this, somebody else may have access to your Meta account.',
  ),
  'number.pin_reset_requested': warning(
    'Somebody asked to turn off the two-step PIN of this number',
    'If nobody of your company did this, refuse it in WhatsApp Manager and change your passwords at Meta.',
  ),
  'template.stopped': warning(
    'Meta stopped a template',
    'Automations and campaigns that use it fail. Improve it, or use another one.',
  ),
  'token.invalid': critical(
    'Meta does not accept the access token of this number',
    'Nothing can be sent. Enter a new token under “Change token”.',
  ),
  'token.expired': critical(
    'The access token of this number has expired',
    'Nothing can be sent. Enter a new token under “Change token”.',
  ),
  'token.expires_in_days': critical(
    'The access token of this number expires within three days',
    'Then nothing can be sent. Enter a new token under “Change token”.',
  ),
  'token.expires_soon': warning(
    'The access token of this number expires within two weeks',
    'Make a new token at Meta, best a permanent one of a system user, and enter it under “Change token”.',
  ),
  'webhook.not_subscribed': critical(
    'Meta sends this account’s webhooks to nobody',
    'Nothing that customers write arrives. Subscribe the app again under “Repair”.',
  ),
  'webhook.silent': warning(
    'Nothing has come in from Meta for a day',
    'Messages were sent from this number, and not one status came back. Check the webhook address at Meta.',
  ),
} as const satisfies Record<string, TroubleWords>;

export type TroubleKind = keyof typeof TROUBLES;

function critical(title: string, detail: string): TroubleWords {
  return { severity: 'critical', title, detail };
}
function warning(title: string, detail: string): TroubleWords {
  return { severity: 'warning', title, detail };
}
