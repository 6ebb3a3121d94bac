import { useEffect, useMemo, useState } from 'preact/hooks';
import { CircleAlert, PartyPopper, RotateCcw } from 'lucide';
import type { DeadLetter, DeadLetterGroup } from '../../../../workers/contracts/api/dead-letters.ts';
import { asApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { momentText } from '../conversations/times.rules.ts';
import { DeadLetterDialog } from './dead-letter-dialog.tsx';
import { createDeadLettersStore } from './dead-letters-store.ts';
import styles from './dead-letters-tab.module.css';
import { codeWords, kindWords, STATE_WORDS } from './letter-words.rules.ts';

export const DeadLettersTab = () => {
  const { api, can, nowMs, toast } = useWorkspace();
  const store = useMemo(() => createDeadLettersStore(api), []);
  const [openId, setOpenId] = useState<string | null>(null);
  useEffect(() => void store.load(), []);
  const canWrite = can('dead-letters:write');
  const letters = store.letters.value;
  const redriveAll = async (group: DeadLetterGroup) => {
    try {
      await store.redriveAll(group);
      toast('success', `${group.count} are on their way again. Nothing is done twice.`);
    } catch (thrown) {
      toast('danger', asApiProblem(thrown).message);
    }
  };
  return (
    <section class={styles.tab} aria-label="Dead letters">
      <div class={styles.filters}>
        {can('deployment:operate') && (
          <SelectField
            label="Whose"
            value={store.scope.value}
            onValue={(scope) => void store.showScope(scope === 'deployment' ? 'deployment' : 'company')}
            options={[
              { value: 'company', label: 'Our company' },
              { value: 'deployment', label: 'The whole deployment' },
            ]}
          />
        )}
        <SelectField
          label="State"
          value={store.state.value}
          onValue={(state) => void store.showState(state as DeadLetter['state'])}
          options={Object.entries(STATE_WORDS).map(([value, { label }]) => ({ value, label }))}
        />
      </div>
      {store.groups.value.length > 0 && (
        <ul class={styles.groups} aria-label="What failed alike">
          {store.groups.value.map((group) => {
            const isShown = store.group.value !== null && sameGroup(store.group.value, group);
            return (
              <li key={`${group.lane} ${group.kind} ${group.code}`} class={styles.group}>
                <button
                  type="button"
                  class={styles.groupName}
                  aria-pressed={isShown}
                  onClick={() => void store.showGroup(isShown ? null : group)}
                >
                  <strong>
                    {group.count} × {kindWords(group.kind)}
                  </strong>
                  <span>
                    {codeWords(group.code)}, since {momentText(group.oldestAtMs, nowMs.value)}
                  </span>
                </button>
                {canWrite && (
                  <Button size="sm" icon={RotateCcw} onClick={() => void redriveAll(group)}>
                    Put all back
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {store.phase.value === 'loading' && (
        <output aria-label="Loading dead letters">
          <Skeleton shape="block" />
        </output>
      )}
      {store.phase.value === 'failed' && (
        <EmptyState
          icon={CircleAlert}
          title="The dead letters could not be loaded"
          action={<Button onClick={() => void store.load()}>Try again</Button>}
        >
          {store.problem.value?.message}
        </EmptyState>
      )}
      {store.phase.value === 'ready' && letters.length === 0 && (
        <div class={styles.card}>
          <EmptyState
            icon={PartyPopper}
            title={store.state.value === 'open' ? 'Everything was done' : 'None in this state'}
          >
            A job that cannot be done is kept here with its reason, for ninety days.
          </EmptyState>
        </div>
      )}
      {letters.length > 0 && (
        <ul class={styles.card} aria-label="Letters">
          {letters.map((letter) => (
            <li key={letter.id}>
              <button type="button" class={styles.row} onClick={() => setOpenId(letter.id)}>
                <span class={styles.words}>
                  <strong>{kindWords(letter.kind)}</strong>
                  <span>{letter.detail}</span>
                </span>
                {letter.companyName !== null && store.scope.value === 'deployment' && (
                  <Badge>{letter.companyName}</Badge>
                )}
                <Badge tone={STATE_WORDS[letter.state].tone}>{STATE_WORDS[letter.state].label}</Badge>
                <time class={styles.when} dateTime={new Date(letter.createdAtMs).toISOString()}>
                  {momentText(letter.createdAtMs, nowMs.value)}
                </time>
              </button>
            </li>
          ))}
        </ul>
      )}
      {store.cursor.value !== null && <Button onClick={() => void store.loadMore()}>Show more</Button>}
      {openId !== null && (
        <DeadLetterDialog id={openId} store={store} canWrite={canWrite} onClose={() => setOpenId(null)} />
      )}
    </section>
  );
};

const sameGroup = (a: DeadLetterGroup, b: DeadLetterGroup) =>
  a.lane === b.lane && a.kind === b.kind && a.code === b.code;
