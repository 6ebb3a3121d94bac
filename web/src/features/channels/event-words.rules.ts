import type { ChannelEvent } from '../../../../workers/contracts/api/channels.ts';

/** What Meta's webhook fields are about. Source: Meta, webhooks of the WhatsApp Business account. */
const FIELDS: Record<string, string> = {
  account_alerts: 'Account notice',
  account_review_update: 'Account review',
  account_update: 'WhatsApp account',
  automatic_events: 'Automatic event',
  business_capability_update: 'Account limits',
  calls: 'Call',
  flows: 'Form',
  group_lifecycle_update: 'Group',
  group_participants_update: 'Group members',
  group_settings_update: 'Group settings',
  group_status_update: 'Group status',
  history: 'Imported history',
  message_template_components_update: 'Template text',
  message_template_quality_update: 'Template quality',
  message_template_status_update: 'Template',
  messages: 'Message',
  messaging_handovers: 'Handover',
  partner_solutions: 'Partner solution',
  payment_configuration_update: 'Payments',
  phone_number_name_update: 'Display name',
  phone_number_quality_update: 'Number quality',
  security: 'Number security',
  smb_app_state_sync: 'Phone app’s address book',
  smb_message_echoes: 'Phone app',
  template_category_update: 'Template category',
  tracking_events: 'Tracking',
  user_id_update: 'User id',
  user_preferences: 'Marketing wish',
};

/** `AD_ACCOUNT_LINKED` as a person reads it. */
const readable = (word: string): string => {
  const words = word.replaceAll('_', ' ').trim().toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What an event is about, and what happened to it where Meta says so. */
export const eventWords = ({
  field,
  name,
}: Pick<ChannelEvent, 'field' | 'name'>): { about: string; said: string | null } => ({
  about: FIELDS[field] ?? readable(field),
  // What it is about is said already.
  said: name === null ? null : /^\d+$/.test(name) ? `Error ${name}` : readable(name.replace(/^ACCOUNT_/, '')),
});
