import { useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { CircleAlert, Plus, ShoppingBag } from 'lucide';
import type { EventSourceWithAddress } from '../../../../workers/contracts/api/incoming-events.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { Icon } from '../../ui/icon.tsx';
import pageStyles from '../../ui/page.module.css';
import { useLookAgain } from '../../ui/use-look-again.ts';
import { AddressDialog } from './address-dialog.tsx';
import { createEventsStore } from './events-store.ts';
import styles from './events-page.module.css';
import { NewSourceDialog } from './new-source-dialog.tsx';

/** How often the sources are looked at while the page is seen, in milliseconds: a colleague may change them. */
const LOOK_MS = 15_000;

/** The shops and forms that post events, and a button for another. */
export const SourceList = () => {
  const { api, can, settingsChanges } = useWorkspace();
  const { route } = useLocation();
  const events = useMemo(() => createEventsStore({ api }), [api]);
  const [isAdding, setIsAdding] = useState(false);
  const [created, setCreated] = useState<EventSourceWithAddress | null>(null);
  useLookAgain(() => void events.load(), LOOK_MS, [events, settingsChanges.event_sources.value]);
  const sources = events.sources.value;
  const phase = events.phase.value;
  const add = can('webhooks:write') ? (
    <Button variant="primary" icon={Plus} onClick={() => setIsAdding(true)}>
      New source
    </Button>
  ) : undefined;
  return (
    <section class={styles.list} aria-label="Sources of events">
      <div class={styles.titleRow}>
        <p class={styles.lead}>What shops and forms tell you, and what you answer at once.</p>
        {sources.length > 0 && add}
      </div>
      {phase === 'loading' && <LoadingRows label="Loading sources" />}
      {phase === 'failed' && (
        <EmptyState
          icon={CircleAlert}
          title="The sources could not be loaded"
          action={<Button onClick={() => void events.load()}>Try again</Button>}
        >
          {events.problem.value?.message}
        </EmptyState>
      )}
      {phase === 'ready' && sources.length === 0 && (
        <div class={pageStyles.card}>
          <EmptyState icon={ShoppingBag} title="No source yet" action={add}>
            A purchase, a refund, a new lead: let your shop post it here, and thank the customer on WhatsApp.
          </EmptyState>
        </div>
      )}
      {sources.length > 0 && (
        <ul class={pageStyles.card} aria-label="Sources">
          {sources.map((source) => (
            <li key={source.id}>
              <a class={pageStyles.row} href={`/events/${source.id}`}>
                <span class={pageStyles.icon}>
                  <Icon icon={ShoppingBag} size={20} />
                </span>
                <span class={pageStyles.names}>
                  <span class={pageStyles.name}>{source.name}</span>
                  <span class={pageStyles.number}>
                    {templatesWords(source.actions.length)}
                    {source.signature === null ? '' : ', signed'}
                  </span>
                </span>
                <Badge tone={source.isEnabled ? 'success' : 'neutral'} dot>
                  {source.isEnabled ? 'On' : 'Off'}
                </Badge>
              </a>
            </li>
          ))}
        </ul>
      )}
      {isAdding && (
        <NewSourceDialog
          events={events}
          onClose={() => setIsAdding(false)}
          onCreated={(one) => {
            setIsAdding(false);
            setCreated(one);
          }}
        />
      )}
      {created !== null && <AddressDialog address={created} onClose={() => route(`/events/${created.id}`)} />}
    </section>
  );
};

const templatesWords = (count: number): string => {
  if (count === 0) return 'Sends nothing';
  return count === 1 ? 'Sends a template' : `Sends ${count} templates`;
};
