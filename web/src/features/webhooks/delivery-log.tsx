import { CircleAlert, RotateCcw } from 'lucide';
import { DELIVERY_STATES } from '../../../../workers/contracts/api/webhooks.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { momentText } from '../conversations/times.rules.ts';
import type { DeliveryLogStore, LogState } from './delivery-log-store.ts';
import styles from './delivery-log.module.css';
import { DELIVERY_WORDS, isOver, lastTryWords } from './webhook-words.rules.ts';

interface DeliveryLogProps {
  log: DeliveryLogStore;
  canWrite: boolean;
  onOpen: (id: string) => void;
  onRedrive: (id: string) => void;
  onRedriveFailed: () => void;
}

/** What a webhook was told, and what it answered. */
export const DeliveryLog = (props: DeliveryLogProps) => {
  const { log, canWrite, onRedriveFailed } = props;
  return (
    <section class={styles.parts} aria-label="Deliveries">
      <div class={styles.top}>
        <SelectField
          label="State"
          value={log.state.value}
          onValue={(state) => void log.show(state as LogState)}
          options={[
            { value: 'any', label: 'Any state' },
            ...DELIVERY_STATES.map((value) => ({ value, label: DELIVERY_WORDS[value].label })),
          ]}
        />
        {canWrite && log.hasFailed.value && (
          <Button icon={RotateCcw} onClick={onRedriveFailed}>
            Send failed again…
          </Button>
        )}
      </div>
      <Deliveries {...props} />
    </section>
  );
};

const Deliveries = ({ log, canWrite, onOpen, onRedrive }: DeliveryLogProps) => {
  const { nowMs } = useWorkspace();
  const deliveries = log.items.value;
  if (log.phase.value === 'loading') {
    return <LoadingRows label="Loading deliveries" />;
  }
  if (log.phase.value === 'failed') {
    return (
      <EmptyState
        icon={CircleAlert}
        title="The log could not be loaded"
        action={<Button onClick={() => void log.load()}>Try again</Button>}
      >
        {log.problem.value?.message}
      </EmptyState>
    );
  }
  return (
    <>
      {deliveries.length === 0 && log.cursor.value === null && (
        <p class={styles.none}>
          {log.state.value === 'any' ? 'It has been told nothing yet.' : 'None in this state.'}
        </p>
      )}
      {deliveries.length > 0 && (
        <ul class={styles.log} aria-label="Delivery log">
          {deliveries.map((delivery) => (
            <li key={delivery.id} class={styles.delivery}>
              <button
                type="button"
                class={styles.open}
                aria-label={`${delivery.eventType}, ${DELIVERY_WORDS[delivery.state].label}`}
                onClick={() => onOpen(delivery.id)}
              >
                <span class={styles.words}>
                  <strong>{delivery.eventType}</strong>
                  <span>
                    {lastTryWords(delivery)}
                    {delivery.nextAtMs !== null &&
                      delivery.attempts.length > 0 &&
                      `, tried again ${momentText(delivery.nextAtMs, nowMs.value)}`}
                  </span>
                </span>
                <span class={styles.end}>
                  <Badge tone={DELIVERY_WORDS[delivery.state].tone}>
                    {DELIVERY_WORDS[delivery.state].label}
                  </Badge>
                  <time class={styles.when} dateTime={new Date(delivery.createdAtMs).toISOString()}>
                    {momentText(delivery.createdAtMs, nowMs.value)}
                  </time>
                </span>
              </button>
              {canWrite && isOver(delivery) && (
                <IconButton
                  icon={RotateCcw}
                  size="sm"
                  label={`Send ${delivery.eventType} again`}
                  onClick={() => onRedrive(delivery.id)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {log.cursor.value !== null && (
        <Button class={styles.more} onClick={() => void log.loadMore()}>
          Show more
        </Button>
      )}
    </>
  );
};
