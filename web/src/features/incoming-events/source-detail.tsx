import { useEffect, useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { ArrowLeft, RefreshCw } from 'lucide';
import type {
  EventSource,
  EventSourceWithAddress,
} from '../../../../workers/contracts/api/incoming-events.ts';
import { asApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { Icon } from '../../ui/icon.tsx';
import pageStyles from '../../ui/page.module.css';
import { useLookAgain } from '../../ui/use-look-again.ts';
import { ActionsCard } from './actions-card.tsx';
import { EventList } from './event-list.tsx';
import type { EventsStore } from './events-store.ts';
import styles from './events-page.module.css';
import { MappingCard } from './mapping-card.tsx';
import { PayloadTree } from './payload-tree.tsx';
import { createSourceStore } from './source-store.ts';
import { TrialCard } from './trial-card.tsx';

/** How often what came is looked at while the page is seen, in milliseconds. */
const LOOK_MS = 3_000;

/** One source: what came, what is read of it, what is answered. */
export const SourceDetail = ({
  source,
  events,
  onAddress,
}: {
  source: EventSource;
  events: EventsStore;
  onAddress: (address: EventSourceWithAddress) => void;
}) => {
  const { api, can, toast } = useWorkspace();
  const { route, query } = useLocation();
  const store = useMemo(
    () => createSourceStore({ api, source, shown: query['state'] === 'failed' ? 'failed' : 'all' }),
    [source.id],
  );
  useEffect(() => store.adopt(source), [store, source]);
  const [isDeleting, setIsDeleting] = useState(false);
  useLookAgain(() => void store.loadEvents(), LOOK_MS, [store]);
  const mayWrite = can('webhooks:write');
  const { isEnabled } = store.source.value;
  const say = (thrown: unknown) => toast('danger', asApiProblem(thrown).message);
  const rotate = (what: 'token' | 'secret') => events.rotate(source.id, what).then(onAddress, say);
  const remove = async () => {
    try {
      await events.remove(source.id);
      route('/events');
    } catch (thrown) {
      say(thrown);
    }
  };
  const save = async () => {
    if (await store.save()) toast('success', 'Saved. The next event is handled like this.');
  };
  return (
    <div class={`${pageStyles.column} ${styles.wide}`}>
      <header class={styles.head}>
        <a class={styles.back} href="/events">
          <Icon icon={ArrowLeft} size={16} /> Events in
        </a>
        <div class={styles.titleRow}>
          <h1 class={pageStyles.title}>{source.name}</h1>
          {mayWrite && (
            <div class={styles.buttons}>
              <Button size="sm" onClick={() => void rotate('token')}>
                New address
              </Button>
              {source.signature !== null && (
                <Button size="sm" onClick={() => void rotate('secret')}>
                  New secret
                </Button>
              )}
              <Button size="sm" onClick={() => void store.setEnabled(!isEnabled)}>
                {isEnabled ? 'Switch off' : 'Switch on'}
              </Button>
              <Button size="sm" variant="danger" onClick={() => setIsDeleting(true)}>
                Delete
              </Button>
            </div>
          )}
        </div>
        {!isEnabled && <p class={styles.note}>Switched off: what is posted is not taken.</p>}
      </header>
      <div class={styles.columns}>
        <div class={styles.stack}>
          <section class={styles.section} aria-labelledby="events-came">
            <div class={styles.sectionHead}>
              <h2 id="events-came">What came</h2>
              <Button size="sm" icon={RefreshCw} onClick={() => void store.loadEvents()}>
                Refresh
              </Button>
            </div>
            <EventList store={store} mayWrite={mayWrite} />
          </section>
          {store.example.value !== null && (
            <section class={styles.section} aria-labelledby="event-example">
              <h2 id="event-example">Example</h2>
              <PayloadTree store={store} />
            </section>
          )}
        </div>
        <div class={styles.stack}>
          <MappingCard store={store} mayWrite={mayWrite} />
          <ActionsCard store={store} mayWrite={mayWrite} />
          {mayWrite && (
            <div class={styles.buttons}>
              <Button
                variant="primary"
                busy={store.isBusy.value}
                disabled={!store.isChanged.value}
                onClick={() => void save()}
              >
                Save
              </Button>
              <Button disabled={store.example.value === null} onClick={() => void store.tryOut()}>
                Try with the example
              </Button>
            </div>
          )}
          <FormProblem problem={store.problem.value} saidBeside={[]} />
          <TrialCard store={store} />
        </div>
      </div>
      {isDeleting && (
        <Dialog
          title={`Delete ${source.name}?`}
          description="Its address stops at once. What came stays on the contacts’ timelines."
          onClose={() => setIsDeleting(false)}
          footer={
            <>
              <Button onClick={() => setIsDeleting(false)}>Cancel</Button>
              <Button variant="danger" onClick={() => void remove()}>
                Delete
              </Button>
            </>
          }
        >
          <p>Templates are no longer sent for its events.</p>
        </Dialog>
      )}
    </div>
  );
};
