import { CircleAlert, ChevronRight, Inbox } from 'lucide';
import type { ChannelEvent } from '../../../../workers/contracts/api/channels.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { fullMoment, shortAgo } from '../conversations/times.rules.ts';
import type { createChannelEventsStore } from './channel-events-store.ts';
import { eventWords } from './event-words.rules.ts';
import styles from './channel-event-list.module.css';

const KINDS: Record<ChannelEvent['kind'], { label: string; tone: BadgeTone }> = {
  status: { label: 'Status', tone: 'accent' },
  amendment: { label: 'Change', tone: 'accent' },
  account: { label: 'Account', tone: 'neutral' },
  unknown: { label: 'Unknown', tone: 'warning' },
};

export const ChannelEventList = ({ store }: { store: ReturnType<typeof createChannelEventsStore> }) => {
  const phase = store.phase.value;
  if (phase === 'loading')
    return (
      <output class={styles.loading} aria-label="Loading events">
        <Skeleton shape="block" />
        <Skeleton shape="block" />
        <Skeleton shape="block" />
      </output>
    );
  if (phase === 'failed')
    return (
      <EmptyState
        icon={CircleAlert}
        title="The events could not be loaded"
        action={<Button onClick={() => void store.load()}>Try again</Button>}
      >
        {store.problem.value?.message}
      </EmptyState>
    );
  if (store.events.value.length === 0)
    return (
      <EmptyState icon={Inbox} title="Nothing received yet">
        Account notices, and what is said of messages that are not here, appear here.
      </EmptyState>
    );
  return (
    <>
      <ul class={styles.list} aria-label="Received events">
        {store.events.value.map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
      </ul>
      {store.cursor.value !== null && (
        <Button busy={store.isLoadingMore.value} onClick={() => void store.loadMore()}>
          Show more
        </Button>
      )}
    </>
  );
};

const EventRow = ({ event }: { event: ChannelEvent }) => {
  const { nowMs } = useWorkspace();
  const kind = KINDS[event.kind];
  const { about, said } = eventWords(event);
  return (
    <li>
      <details class={styles.event}>
        <summary class={styles.summary}>
          <Icon icon={ChevronRight} size={16} class={styles.chevron} />
          <Badge tone={kind.tone}>{kind.label}</Badge>
          <span class={styles.name}>
            {about}
            {said !== null && <small>{said}</small>}
          </span>
          <time dateTime={new Date(event.occurredAtMs).toISOString()} title={fullMoment(event.occurredAtMs)}>
            {shortAgo(event.occurredAtMs, nowMs.value)}
          </time>
        </summary>
        <p class={styles.external}>
          Meta calls it <code>{event.name === null ? event.field : `${event.field}, ${event.name}`}</code>
          {event.externalId !== null && ` of message ${event.externalId}`}
        </p>
        {event.payload === null || event.payload === undefined ? (
          <p class={styles.external}>Too large to be shown here.</p>
        ) : (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
          <pre class={styles.payload} tabIndex={0} aria-label="Payload">
            {JSON.stringify(event.payload, null, 2)}
          </pre>
        )}
      </details>
    </li>
  );
};
