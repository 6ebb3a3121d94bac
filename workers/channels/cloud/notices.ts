import { idIn, type Wire } from './wire.ts';

/** Webhook fields other than `messages` that Meta documents. Source: Meta, webhook fields (2026-09-11). */
const KNOWN_FIELDS = new Set([
  'account_alerts',
  'account_review_update',
  'account_settings_update',
  'account_update',
  'automatic_events',
  'business_capability_update',
  'business_username_updates',
  'calls',
  'errors',
  'flows',
  'group_lifecycle_update',
  'group_participants_update',
  'group_settings_update',
  'group_status_update',
  'history',
  'message_echoes',
  'message_template_components_update',
  'message_template_quality_update',
  'message_template_status_update',
  'messages',
  'messaging_handovers',
  'partner_solutions',
  'payment_configuration_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'security',
  'smb_app_state_sync',
  'smb_message_echoes',
  'standby',
  'template_category_update',
  'template_correct_category_detection',
  'tracking_events',
  'user_id_update',
  'user_preferences',
]);

/** The year 2100: what lies beyond is no time in seconds. */
const MAX_SECONDS = 4_102_444_800;

export function isKnownField(field: string): boolean {
  return KNOWN_FIELDS.has(field);
}

/** Meta's word for what happened, wherever the value keeps it: beside its parts, or in the first of a list. */
export function nameOfNotice(value: Wire): string | null {
  const listed = Object.keys(value).find((key) => key !== 'contacts' && Array.isArray(value[key]));
  const first = firstOf(value, 'errors') ?? (listed === undefined ? undefined : firstOf(value, listed));
  const candidates = [
    value['event'],
    value['decision'],
    objectOf(value['alert_info'])['alert_type'],
    first?.['event'],
    first?.['event_name'],
    first?.['type'],
    first?.['status'],
    first?.['code'],
    first?.['value'],
    value['new_quality_score'],
    value['new_category'],
  ];
  const name = candidates.find((candidate) => typeof candidate === 'string' || typeof candidate === 'number');
  return name === undefined ? null : String(name);
}

/** What the provider calls that which it is about, where that is one thing: a call, a message. */
export function idOfNotice(value: Wire): string | null {
  const [only, ...others] = Object.entries(value).flatMap(([key, part]) =>
    key !== 'contacts' && Array.isArray(part) ? part.map(objectOf) : [],
  );
  return only === undefined || others.length > 0 ? null : (idIn(only, 'id') ?? idIn(only, 'wacid'));
}

/** When it happened, where the value says so: beside its parts, or in the first of a list. */
export function secondsIn(value: Wire): number | null {
  const lists = Object.values(value).filter((part) => Array.isArray(part));
  const candidates = [value['timestamp'], ...lists.map((list) => objectOf(list[0])['timestamp'])];
  const seconds = candidates.map(Number).find((number) => Number.isSafeInteger(number) && number > 0);
  return seconds !== undefined && seconds < MAX_SECONDS ? seconds : null;
}

/** The number that a notice concerns; most name none and concern the whole account. */
export function numberOfNotice(value: Wire): string | null {
  const candidates = [
    objectOf(value['metadata'])['phone_number_id'],
    objectOf(value['phone_number_settings'])['phone_number_id'],
    objectOf(value['recipient'])['phone_number_id'],
  ];
  const id = candidates.find((candidate) => typeof candidate === 'string' && /^\w{1,64}$/.test(candidate));
  return typeof id === 'string' ? id : null;
}

/** Events of partners stand under the partner's own business: the account that they are about is named inside. */
export function accountOfNotice(value: Wire, entryId: string): string {
  const id = objectOf(value['waba_info'])['waba_id'];
  return typeof id === 'string' && /^\w{1,64}$/.test(id) ? id : entryId;
}

function firstOf(value: Wire, key: string): Wire | undefined {
  const list = value[key];
  return Array.isArray(list) ? objectOf(list[0]) : undefined;
}

function objectOf(value: unknown): Wire {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Wire) : {};
}
