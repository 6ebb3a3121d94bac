import { delivery, value } from './meta-payloads.ts';

const AT_SECONDS = Date.UTC(2026, 4, 12, 9, 29, 0) / 1_000;

/** What a test says of one message; everything else is the same for all. */
export interface SaidMessage {
  id: string;
  type: string;
  /** Seconds after the first minute of the test's day. */
  at?: number;
  [part: string]: unknown;
}

/** Deliveries of one customer's on one number, in Meta's shapes. */
export function customerMessages(number: string, phone: string) {
  const contacts = [{ profile: { name: 'Ana Souza' }, wa_id: phone }];
  const stamped = ({ at = 0, ...message }: SaidMessage) => ({
    timestamp: String(AT_SECONDS + at),
    ...message,
  });
  const change = (field: string, rest: Record<string, unknown>) =>
    delivery({ field, value: value(number, { contacts, ...rest }) });
  return {
    writes: (...list: SaidMessage[]) =>
      change('messages', { messages: list.map((one) => ({ from: phone, ...stamped(one) })) }),
    isAnsweredByPhone: (...list: SaidMessage[]) =>
      change('smb_message_echoes', {
        message_echoes: list.map((one) => ({ from: '15550100000', to: phone, ...stamped(one) })),
      }),
    standsBy: (...list: SaidMessage[]) =>
      change('standby', { standby: { messages: list.map((one) => ({ from: phone, ...stamped(one) })) } }),
    hadWritten: (...list: SaidMessage[]) =>
      change('history', {
        history: [
          {
            metadata: { phase: 0, chunk_order: 1, progress: 10 },
            threads: [{ id: phone, messages: list.map((one) => ({ from: phone, ...stamped(one) })) }],
          },
        ],
      }),
    hadSent: (status: string, ...list: SaidMessage[]) =>
      change('history', {
        history: [
          {
            threads: [
              {
                id: phone,
                messages: list.map((one) => ({
                  from: '15550100000',
                  history_context: { status },
                  ...stamped(one),
                })),
              },
            ],
          },
        ],
      }),
    calls: (call: Record<string, unknown>, at = 0) =>
      change('calls', {
        calls: [
          {
            from: phone,
            to: '15550100000',
            direction: 'USER_INITIATED',
            timestamp: String(AT_SECONDS + at),
            ...call,
          },
        ],
      }),
    isHandedOver: (type: 'control_passed' | 'control_taken', at = 0) =>
      delivery({
        field: 'messaging_handovers',
        value: {
          messaging_product: 'whatsapp',
          recipient: { phone_number_id: number },
          sender: { phone_number: phone },
          type,
          timestamp: String(AT_SECONDS + at),
          [type]: { new_owner_role: type === 'control_passed' ? 'escalation' : 'ai_agent' },
        },
      }),
  };
}

/** Parts of messages. */
export const text = (body: string) => ({ type: 'text', text: { body } });
export const reaction = (target: string, emoji?: string) => ({
  type: 'reaction',
  reaction: { message_id: target, ...(emoji === undefined ? {} : { emoji }) },
});
export const edit = (target: string, body: string) => ({
  type: 'edit',
  edit: { original_message_id: target, message: text(body) },
});
export const revoke = (target: string) => ({ type: 'revoke', revoke: { original_message_id: target } });
