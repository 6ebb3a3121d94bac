import {
  BadgeCheck,
  CircleSlash,
  CreditCard,
  Hand,
  Hash,
  Pencil,
  ShieldCheck,
  UserMinus,
  UserPlus,
  UserRound,
  UsersRound,
  type IconNode,
} from 'lucide';
import { groupNoteOf, type GroupNote } from '../group-notes.rules.ts';
import type { Message } from '../../../../../workers/contracts/api/messages.ts';
import { Icon } from '../../../ui/icon.tsx';
import { readablePhone } from '../../contacts/phone.rules.ts';
import { partOf, textOf } from '../content.rules.ts';
import { readPayment } from '../order-details.rules.ts';
import { clockTime, fullMoment } from '../times.rules.ts';
import styles from './notice.module.css';

const isDigits = (text: string) => /^\d{5,20}$/.test(text);

const GROUP_ICONS: Readonly<Record<GroupNote['about'], IconNode>> = {
  group: UsersRound,
  settings: Pencil,
  came: UserPlus,
  left: UserMinus,
  stopped: CircleSlash,
};

const wordsOf = (message: Message): { icon: IconNode; words: string } => {
  if (message.type === 'request_welcome') return { icon: Hand, words: 'Opened the chat for the first time' };
  const part = partOf(message);
  if (message.type === 'payment') {
    const { words, isPaid } = readPayment(part);
    return { icon: isPaid ? BadgeCheck : CreditCard, words };
  }
  const note = groupNoteOf(part);
  if (note !== null) return { icon: GROUP_ICONS[note.about], words: note.words };
  const next = textOf(part['wa_id']) || textOf(part['new_wa_id']);
  switch (part['type']) {
    case 'user_changed_number':
    case 'customer_changed_number':
      return {
        icon: Hash,
        words: isDigits(next)
          ? `Changed their number to ${readablePhone(next)}`
          : (message.text ?? 'Changed their number'),
      };
    case 'user_changed_user_id':
      return { icon: UserRound, words: 'WhatsApp gave this customer a new user id' };
    case 'customer_identity_changed':
      return {
        icon: ShieldCheck,
        words: 'The security code with this customer changed: they have a new phone',
      };
    default:
      return { icon: UserRound, words: message.text ?? 'A notice from WhatsApp' };
  }
};

export const Notice = ({ message }: { message: Message }) => {
  const { icon, words } = wordsOf(message);
  return (
    <div class={styles.notice}>
      <p>
        <Icon icon={icon} size={14} />
        <span dir="auto">{words}</span>
        <time dateTime={new Date(message.sentAtMs).toISOString()} title={fullMoment(message.sentAtMs)}>
          {clockTime(message.sentAtMs)}
        </time>
      </p>
    </div>
  );
};
