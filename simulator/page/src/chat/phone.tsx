import type { PhoneStore } from '../phone-store.ts';
import { ChatHeader } from './chat-header.tsx';
import { Composer } from './composer.tsx';
import { GroupBar } from './group-bar.tsx';
import { MessageList } from './message-list.tsx';
import styles from './phone.module.css';

export function Phone({ phone, onBack }: { phone: PhoneStore; onBack: () => void }) {
  const customer = phone.customer.value;
  const number = phone.number.value;
  return (
    <section class={styles['phone']} aria-label={customer ? `Phone of ${customer.name}` : 'Phone'}>
      <div class={styles['screen']}>
        <ChatHeader phone={phone} onBack={onBack} />
        <GroupBar phone={phone} />
        {phone.problem.value !== null && (
          <p class={styles['problem']} role="alert">
            {phone.problem.value}
            <button type="button" class={styles['dismiss']} onClick={phone.dismissProblem}>
              Dismiss
            </button>
          </p>
        )}
        {customer && number ? (
          <>
            <MessageList phone={phone} />
            <Composer key={`${customer.id} ${number.phoneNumberId}`} phone={phone} />
          </>
        ) : (
          <div class={styles['empty']}>
            {phone.isLoaded.value && (
              <p>
                {number
                  ? 'Choose a customer, or make a new one, to write to the business.'
                  : 'There is no business number yet. Set SIMULATOR_NUMBERS, or add one with POST /control/numbers.'}
              </p>
            )}
          </div>
        )}
      </div>
    </section>
  );
}
