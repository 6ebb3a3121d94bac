/** Deliveries in Meta's shape, made up for tests. */
export interface TextFrom {
  id: string;
  from?: string;
  userId?: string;
  name?: string;
  username?: string;
  text?: string;
  atSeconds?: number;
}

const AT_SECONDS = Date.UTC(2026, 4, 12, 9, 29, 50) / 1_000;

export function textMessage({ id, from, userId, text = 'Olá', atSeconds = AT_SECONDS }: TextFrom) {
  return {
    ...(from === undefined ? {} : { from }),
    ...(userId === undefined ? {} : { from_user_id: userId }),
    id,
    timestamp: String(atSeconds),
    type: 'text',
    text: { body: text },
  };
}

export function profileOf({ from, userId, username, name = 'Ana Souza' }: TextFrom) {
  return {
    profile: { name, ...(username === undefined ? {} : { username }) },
    ...(from === undefined ? {} : { wa_id: from }),
    ...(userId === undefined ? {} : { user_id: userId }),
  };
}

export function value(phoneNumberId: string, rest: Record<string, unknown>) {
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550100000', phone_number_id: phoneNumberId },
    ...rest,
  };
}

export function delivery(...changes: { wabaId?: string; field?: string; value: unknown }[]) {
  return {
    object: 'whatsapp_business_account',
    entry: changes.map(({ wabaId = '8100', field = 'messages', value: content }) => ({
      id: wabaId,
      changes: [{ field, value: content }],
    })),
  };
}

/** A delivery with these text messages to one number. */
export function texts(phoneNumberId: string, ...list: TextFrom[]) {
  return delivery({
    value: value(phoneNumberId, { contacts: list.map(profileOf), messages: list.map(textMessage) }),
  });
}

export interface StatusOf {
  id: string;
  status: string;
  callbackData?: string;
  atSeconds?: number;
  errors?: unknown[];
}

/** A delivery with these statuses of messages that one number sent. */
export function statuses(phoneNumberId: string, ...list: StatusOf[]) {
  return delivery({
    value: value(phoneNumberId, {
      statuses: list.map(({ id, status, callbackData, atSeconds = AT_SECONDS, errors }) => ({
        id,
        status,
        timestamp: String(atSeconds),
        recipient_id: '15550100001',
        ...(callbackData === undefined ? {} : { biz_opaque_callback_data: callbackData }),
        ...(errors === undefined ? {} : { errors }),
      })),
    }),
  });
}
