import { signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { ContactEvent } from '../../../../workers/contracts/api/incoming-events.ts';
import type { Api } from '../../api/api.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import panelStyles from '../contacts/contact-panel.module.css';
import { fullMoment, momentText } from '../conversations/times.rules.ts';
import styles from './contact-timeline.module.css';
import { nextTryWords } from './next-try.rules.ts';

const createTimelineStore = ({ api, contactId }: { api: Pick<Api, 'listTimeline'>; contactId: string }) => {
  const items = signal<readonly ContactEvent[]>([]);
  const cursor = signal<string | null>(null);
  const isFailed = signal(false);
  const read = async (from?: string) => {
    isFailed.value = false;
    try {
      const page = await api.listTimeline(contactId, from);
      items.value = from === undefined ? page.items : [...items.peek(), ...page.items];
      cursor.value = page.nextCursor;
    } catch {
      isFailed.value = true;
    }
  };
  return { items, cursor, isFailed, load: () => read(), loadMore: () => read(cursor.peek() ?? undefined) };
};

/** What happened to a contact outside of conversations. Says nothing while nothing has. */
export const ContactTimeline = ({ contactId, version }: { contactId: string; version: number }) => {
  const { api, nowMs } = useWorkspace();
  const timeline = useMemo(() => createTimelineStore({ api, contactId }), [contactId]);
  useEffect(() => void timeline.load(), [timeline, version]);
  const items = timeline.items.value;
  const isFailed = timeline.isFailed.value;
  if (items.length === 0 && !isFailed) return null;
  return (
    <section class={panelStyles.section}>
      <h3 class={panelStyles.heading}>Timeline</h3>
      {isFailed && (
        <p class={styles.detail}>
          It could not be loaded.{' '}
          <Button size="sm" onClick={() => void timeline.load()}>
            Try again
          </Button>
        </p>
      )}
      <ol class={styles.list} aria-label="Timeline">
        {items.map((one) => (
          <li key={one.id} class={styles.event}>
            <span class={styles.title}>{one.title}</span>
            <span class={styles.detail}>{one.detail}</span>
            {one.nextTryAtMs !== null && (
              <span class={styles.detail}>
                Not finished yet. {nextTryWords(one.nextTryAtMs, nowMs.value)}
              </span>
            )}
            {one.state === 'failed' && (
              <span class={styles.detail}>What was to be done about it failed: see Events in.</span>
            )}
            <time
              class={styles.time}
              dateTime={new Date(one.atMs).toISOString()}
              title={fullMoment(one.atMs)}
            >
              {momentText(one.atMs, nowMs.value)}
            </time>
          </li>
        ))}
      </ol>
      {timeline.cursor.value !== null && (
        <Button size="sm" onClick={() => void timeline.loadMore()}>
          Show earlier
        </Button>
      )}
    </section>
  );
};
