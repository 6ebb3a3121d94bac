import type { PhoneStore } from '../phone-store.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import styles from './chat-header.module.css';
import { CallMenu, ChatMenu } from './chat-menu.tsx';

/** The business at the other end; where there are several, the name is a choice. */
export function ChatHeader({ phone, onBack }: { phone: PhoneStore; onBack: () => void }) {
  const number = phone.number.value;
  const customer = phone.customer.value;
  const subtitle = !phone.isConnected.value
    ? 'connecting…'
    : phone.isTyping.value
      ? 'typing…'
      : (number?.displayPhoneNumber ?? '');
  return (
    <header class={styles['header']}>
      <button type="button" class={styles['back']} aria-label="Back to the customers" onClick={onBack}>
        <Icon name="back" />
      </button>
      {number && <Avatar name={number.verifiedName} seed={number.phoneNumberId} size={38} />}
      <div class={styles['names']}>
        {phone.numbers.value.length > 1 ? (
          <select
            class={styles['select']}
            aria-label="Business number to write to"
            value={number?.phoneNumberId}
            onChange={(event) => void phone.chooseNumber(event.currentTarget.value)}
          >
            {phone.numbers.value.map((other) => (
              <option key={other.phoneNumberId} value={other.phoneNumberId}>
                {other.verifiedName}
              </option>
            ))}
          </select>
        ) : (
          <span class={styles['name']}>{number?.verifiedName ?? 'No business yet'}</span>
        )}
        <span class={styles['subtitle']} aria-live="polite">
          {subtitle}
        </span>
      </div>
      {customer && number && (
        <>
          {phone.group.value === null && <CallMenu phone={phone} />}
          <ChatMenu phone={phone} />
        </>
      )}
      {customer && (
        <span class={styles['owner']}>
          <span class={styles['ownerLabel']}>phone of</span>
          {customer.name.split(' ')[0]}
        </span>
      )}
    </header>
  );
}
