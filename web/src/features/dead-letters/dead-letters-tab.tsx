import { useEffect, useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { CircleAlert, PartyPopper, RotateCcw, SearchX } from 'lucide';
import type { DeadLetterGroup } from '../../../../workers/contracts/api/dead-letters.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { useLookAgain } from '../../ui/use-look-again.ts';
import { momentText } from '../conversations/times.rules.ts';
import { DeadLetterDialog } from './dead-letter-dialog.tsx';
import { createDeadLettersStore, type DeadLettersStore } from './dead-letters-store.ts';
import styles from './dead-letters-tab.module.css';
import { ALL_OPEN, isLetThrough, isNarrowed } from './letter-filter.rules.ts';
import { LetterFilters } from './letter-filters.tsx';
import { LetterRow } from './letter-row.tsx';
import { codeWords, jobsWords, kindWords, NO_LANE } from './letter-words.rules.ts';
import { RedriveAllDialog } from './redrive-all-dialog.tsx';

/** How often the letters are looked at while the page is seen, in milliseconds. */
const LOOK_MS = 4_000;

export const DeadLettersTab = () => {
  const { api, can, nowMs } = useWorkspace();
  const store = useMemo(() => createDeadLettersStore({ api, nowMs: () => nowMs.peek() }), []);
  const { query } = useLocation();
  // A link may name a letter, and whose list it stands in.
  const askedId = query['letter'] ?? null;
  const isOfDeployment = query['of'] === 'deployment' && can('deployment:operate');
  const [opened, setOpened] = useState<string | null>(null);
  useEffect(() => {
    const scope = isOfDeployment ? 'deployment' : 'company';
    if (store.scope.peek() !== scope) void store.showScope(scope);
    setOpened(askedId);
  }, [askedId, isOfDeployment]);
  const [asked, setAsked] = useState<DeadLetterGroup | null>(null);
  useLookAgain(() => void store.lookAgain(), LOOK_MS);
  const canWrite = can(store.scope.value === 'deployment' ? 'deployment:operate' : 'dead-letters:write');
  return (
    <section class={styles.tab} aria-label="Dead letters">
      <p class={styles.lead}>
        Jobs that could not be done, each with its reason. Put them back once the cause is gone, or discard
        them.
      </p>
      <LetterFilters store={store} />
      {store.filter.value.state === 'open' && (
        <Groups store={store} onAsk={canWrite ? setAsked : null} nowMs={nowMs.value} />
      )}
      <Letters store={store} onOpen={setOpened} />
      {opened !== null && (
        <DeadLetterDialog
          key={opened}
          id={opened}
          store={store}
          canWrite={canWrite}
          onClose={() => setOpened(null)}
        />
      )}
      {asked !== null && <RedriveAllDialog group={asked} store={store} onClose={() => setAsked(null)} />}
    </section>
  );
};

interface GroupsProps {
  store: DeadLettersStore;
  /** Null for those who may not put anything back. */
  onAsk: ((group: DeadLetterGroup) => void) | null;
  nowMs: number;
}

const Groups = ({ store, onAsk, nowMs }: GroupsProps) => {
  const { lane, kind, code } = store.filter.value;
  const groups = store.groups.value.filter((group) => isLetThrough(group, store.filter.value));
  if (groups.length === 0) return null;
  return (
    <div class={styles.part}>
      <h2 class={styles.heading}>What failed alike</h2>
      <ul class={styles.groups} aria-label="What failed alike">
        {groups.map((group) => {
          const isShown = lane === group.lane && kind === group.kind && code === group.code;
          const narrowed = { lane: group.lane, kind: group.kind, code: group.code };
          return (
            <li key={`${group.lane} ${group.kind} ${group.code}`} class={styles.group}>
              <button
                type="button"
                class={styles.groupName}
                aria-pressed={isShown}
                onClick={() => void store.show(isShown ? ALL_OPEN : { ...ALL_OPEN, ...narrowed })}
              >
                <strong>{kindWords(group.kind)}</strong>
                <span>
                  {jobsWords(group.count)}, {codeWords(group.code)}, since{' '}
                  {momentText(group.oldestAtMs, nowMs)}
                </span>
              </button>
              {onAsk !== null && group.lane !== NO_LANE && (
                <Button
                  size="sm"
                  icon={RotateCcw}
                  aria-label={`Put all back: ${kindWords(group.kind)}, ${codeWords(group.code)}`}
                  onClick={() => onAsk(group)}
                >
                  Put all back…
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
};

const Letters = ({ store, onOpen }: { store: DeadLettersStore; onOpen: (id: string) => void }) => {
  const letters = store.letters.value;
  if (store.phase.value === 'loading') {
    return <LoadingRows label="Loading dead letters" />;
  }
  if (store.phase.value === 'failed') {
    return (
      <EmptyState
        icon={CircleAlert}
        title="The dead letters could not be loaded"
        action={<Button onClick={() => void store.load()}>Try again</Button>}
      >
        {store.problem.value?.message}
      </EmptyState>
    );
  }
  if (letters.length === 0) {
    return (
      <div class={styles.card}>
        <None isNarrowed={isNarrowed(store.filter.value)} isOpen={store.filter.value.state === 'open'} />
      </div>
    );
  }
  return (
    <div class={styles.part}>
      <h2 class={styles.heading}>Each job</h2>
      <ul class={styles.card} aria-label="Letters">
        {letters.map((letter) => (
          <LetterRow key={letter.id} letter={letter} store={store} onOpen={() => onOpen(letter.id)} />
        ))}
      </ul>
      {store.cursor.value !== null && (
        <Button class={styles.more} onClick={() => void store.loadMore()}>
          Show more
        </Button>
      )}
    </div>
  );
};

const None = ({ isNarrowed: isNarrow, isOpen }: { isNarrowed: boolean; isOpen: boolean }) => {
  if (isNarrow) return <EmptyState icon={SearchX} title="None that these filters let through" />;
  return (
    <EmptyState icon={PartyPopper} title={isOpen ? 'Everything was done' : 'None in this state'}>
      A job that cannot be done is kept here with its reason, for ninety days.
    </EmptyState>
  );
};
