import { useSignal } from '@preact/signals';
import type { PhoneStore } from '../phone-store.ts';
import styles from './event-list.module.css';
import type { OutsideStore } from './outside-store.ts';
import { TemplateEvents } from './template-events.tsx';

/** Every ready event of an account or a number: a press sends it for the number that the phone writes to. */
export function EventList({ outside, phone }: { outside: OutsideStore; phone: PhoneStore }) {
  const sent = useSignal<string | null>(null);
  const number = phone.number.value;
  if (!number) return <p class={styles['hint']}>There is no business number yet.</p>;
  return (
    <>
      <section class={styles['events']} aria-label="Events of the account">
        <p class={styles['hint']} aria-live="polite">
          {sent.value === null
            ? `What Meta tells ${number.verifiedName} about its number and account.`
            : `${nameOf(sent.value)} was sent.`}
        </p>
        <ul class={styles['list']}>
          {outside.accountEvents.value.map((event) => (
            <li key={event}>
              <button
                type="button"
                class={styles['event']}
                onClick={() => {
                  void phone.deeds.announce(event).then(() => (sent.value = event));
                }}
              >
                {nameOf(event)}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <TemplateEvents outside={outside} phoneNumberId={number.phoneNumberId} />
    </>
  );
}

function nameOf(event: string): string {
  const words = event.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
