import { useWorkspace } from '../../app/workspace.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { IncomingEvent } from '../../../../workers/contracts/api/incoming-events.ts';
import { fullMoment, momentText } from '../conversations/times.rules.ts';
import { JOBS, placeWords } from '../operations/place-words.rules.ts';
import styles from './events-page.module.css';
import { nextTryWords } from './next-try.rules.ts';
import type { SourceStore } from './source-store.ts';

const STATES: Record<IncomingEvent['state'], { label: string; tone: BadgeTone }> = {
  received: { label: 'Received', tone: 'accent' },
  done: { label: 'Done', tone: 'success' },
  ignored: { label: 'Nobody’s', tone: 'neutral' },
  failed: { label: 'Failed', tone: 'danger' },
};

export const EventList = ({ store, mayWrite }: { store: SourceStore; mayWrite: boolean }) => (
  <>
    <SelectField
      label="Show"
      value={store.shownEvents.value}
      onValue={(value) => void store.listOnly(value === 'failed' ? 'failed' : 'all')}
      options={[
        { value: 'all', label: 'Everything' },
        { value: 'failed', label: 'What failed' },
      ]}
    />
    <Listed store={store} mayWrite={mayWrite} />
  </>
);

const Listed = ({ store, mayWrite }: { store: SourceStore; mayWrite: boolean }) => {
  const { nowMs } = useWorkspace();
  const events = store.events.value;
  if (store.phase.value === 'loading') return <Skeleton width="long" />;
  if (events.length === 0)
    return (
      <p class={styles.note}>
        {store.shownEvents.value === 'failed'
          ? 'Nothing has failed, or all of it was run again.'
          : 'Nothing yet. Post a test event from your shop to its address: it appears here by itself.'}
      </p>
    );
  return (
    <>
      <ul class={styles.events} aria-label="What came">
        {events.map((event) => (
          <li
            key={event.id}
            class={styles.event}
            data-shown={event.id === store.example.value?.id ? '' : undefined}
          >
            <button type="button" class={styles.eventButton} onClick={() => void store.show(event.id)}>
              <span class={styles.eventType}>{event.type ?? 'Event'}</span>
              <Badge tone={STATES[event.state].tone}>{STATES[event.state].label}</Badge>
              <time
                dateTime={new Date(event.receivedAtMs).toISOString()}
                title={fullMoment(event.receivedAtMs)}
              >
                {momentText(event.receivedAtMs, nowMs.value)}
              </time>
            </button>
            {event.state === 'received' &&
              event.id === store.example.value?.id &&
              store.place.value !== null && (
                <p class={styles.note}>It is being worked on. {placeWords(store.place.value, JOBS)}</p>
              )}
            {event.error !== null && (
              <p class={styles.reason}>
                {event.error.detail}
                {event.nextTryAtMs !== null && <> {nextTryWords(event.nextTryAtMs, nowMs.value)}</>}
              </p>
            )}
            <div class={styles.eventLinks}>
              {event.conversationId !== null && (
                <a href={`/inbox/${event.conversationId}`}>Open conversation</a>
              )}
              {mayWrite && event.state !== 'done' && (
                <Button size="sm" onClick={() => void store.runAgain(event.id)}>
                  Run again
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {store.cursor.value !== null && (
        <Button size="sm" onClick={() => void store.loadMore()}>
          Show earlier
        </Button>
      )}
    </>
  );
};
