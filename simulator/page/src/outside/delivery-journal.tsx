import { useSignal } from '@preact/signals';
import type { Delivery } from '../../../world/types.ts';
import { preciseTime } from '../ui/times.ts';
import { JournalEntry } from './journal-entry.tsx';
import styles from './journal.module.css';
import { prettyJson } from './pretty-json.ts';
import type { OutsideStore } from './outside-store.ts';

export function DeliveryJournal({ outside }: { outside: OutsideStore }) {
  if (outside.deliveries.value.length === 0) {
    return <p class={styles['empty']}>No webhook has been sent yet.</p>;
  }
  return (
    <ul>
      {outside.deliveries.value.map((delivery) => (
        <DeliveryRow key={delivery.seq} delivery={delivery} outside={outside} />
      ))}
    </ul>
  );
}

function DeliveryRow({ delivery, outside }: { delivery: Delivery; outside: OutsideStore }) {
  const body = useSignal('');
  const last = delivery.attempts.at(-1);
  const result = last ? (last.status ?? last.error ?? '') : '';
  const label =
    delivery.state === 'delivered' || (delivery.state === 'waiting' && last)
      ? String(result)
      : delivery.state;
  return (
    <JournalEntry
      atMs={delivery.createdAtMs}
      label={label}
      tone={toneOf(delivery)}
      summary={delivery.summary}
      detail={`${delivery.sizeBytes} B · ${last ? `${last.latencyMs} ms` : '…'}${delivery.attempts.length > 1 ? ` · ${delivery.attempts.length} attempts` : ''}`}
      onOpen={async () => {
        body.value = prettyJson((await outside.readDelivery(delivery.seq)).body);
      }}
    >
      <p class={styles['fact']}>
        POST {delivery.url}
        <button type="button" class={styles['again']} onClick={() => void outside.replay(delivery.seq)}>
          Send again
        </button>
      </p>
      {delivery.attempts.length > 1 && (
        <ol class={styles['attempts']}>
          {delivery.attempts.map((attempt) => (
            <li key={attempt.atMs}>
              {preciseTime(attempt.atMs)} {attempt.status ?? attempt.error}
            </li>
          ))}
        </ol>
      )}
      <pre class={styles['body']}>{body.value}</pre>
    </JournalEntry>
  );
}

function toneOf(delivery: Delivery): 'good' | 'bad' | 'open' {
  if (delivery.state === 'delivered') return 'good';
  if (delivery.state === 'given-up' || delivery.state === 'lost') return 'bad';
  return delivery.attempts.length > 0 ? 'bad' : 'open';
}
