import { useEffect, useRef, useState } from 'preact/hooks';
import { ArrowUpRight, RotateCcw } from 'lucide';
import {
  isUndecided,
  type DeadLetter,
  type InspectedDeadLetter,
} from '../../../../workers/contracts/api/dead-letters.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { Icon } from '../../ui/icon.tsx';
import { MaskedJson } from '../../ui/masked-json.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Fact } from '../contacts/fact.tsx';
import { fullMoment } from '../conversations/times.rules.ts';
import { JOBS, placeWords } from '../operations/place-words.rules.ts';
import type { DeadLettersStore } from './dead-letters-store.ts';
import styles from './dead-letter-dialog.module.css';
import { linksOf } from './letter-links.rules.ts';
import { codeWords, kindWords, laneName, NO_LANE, STATE_WORDS } from './letter-words.rules.ts';

const MIN_REASON_CHARACTERS = 3;

interface DeadLetterDialogProps {
  id: string;
  store: DeadLettersStore;
  canWrite: boolean;
  onClose: () => void;
}

/** One job that could not be done: why, what it was about, and what shall become of it. */
export const DeadLetterDialog = ({ id, store, canWrite, onClose }: DeadLetterDialogProps) => {
  const { toast, members, me } = useWorkspace();
  const [letter, setLetter] = useState<InspectedDeadLetter | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const why = useRef<HTMLDivElement>(null);
  useEffect(() => {
    store.inspect(id).then(setLetter, (thrown: unknown) => setProblem(asApiProblem(thrown)));
  }, [id]);
  const decide = async (work: (of: DeadLetter) => Promise<unknown>, words: string) => {
    if (letter === null) return;
    setIsBusy(true);
    try {
      await work(letter);
      toast('success', words);
      onClose();
    } catch (thrown) {
      setProblem(asApiProblem(thrown));
      setIsBusy(false);
    }
  };
  const isDiscarding = reason !== null;
  useEffect(() => {
    if (isDiscarding) why.current?.querySelector('input')?.focus();
  }, [isDiscarding]);
  const isOpen = canWrite && letter !== null && isUndecided(letter, Date.now());
  const canDiscard = (reason ?? '').trim().length >= MIN_REASON_CHARACTERS;
  const links = letter === null ? [] : linksOf(letter, me.company.id);
  return (
    <Dialog
      title={letter === null ? 'Dead letter' : kindWords(letter.kind)}
      wide
      onClose={onClose}
      footer={
        isOpen && reason !== null ? (
          <>
            <Button onClick={() => setReason(null)}>Back</Button>
            <Button
              variant="danger"
              busy={isBusy}
              disabled={!canDiscard}
              onClick={() =>
                void decide((of) => store.discard(of, reason), 'Discarded. It will not be done.')
              }
            >
              Discard
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>Close</Button>
            {isOpen && <Button onClick={() => setReason('')}>Discard…</Button>}
            {isOpen && letter.lane !== NO_LANE && (
              <Button
                variant="primary"
                icon={RotateCcw}
                busy={isBusy}
                onClick={() =>
                  void decide(store.redrive, 'It is in its lane again. The list shows what becomes of it.')
                }
              >
                Put back
              </Button>
            )}
          </>
        )
      }
    >
      {letter === null && problem === null && <Skeleton shape="block" />}
      {letter !== null && (
        <div class={styles.parts}>
          <p class={styles.why}>
            <Badge tone={STATE_WORDS[letter.state].tone}>{STATE_WORDS[letter.state].label}</Badge>
            <span class={styles.detail}>{letter.detail}</span>
          </p>
          <dl>
            <Fact name="Reason" value={codeWords(letter.code)} />
            <Fact name="Lane" value={laneName(letter.lane)} />
            <Fact name="Attempts" value={String(letter.attempts)} />
            <Fact
              name="Put back"
              value={
                letter.redrives === 0 ? null : letter.redrives === 1 ? 'Once' : `${letter.redrives} times`
              }
            />
            <Fact name="First failed" value={fullMoment(letter.createdAtMs)} />
            <Fact name="Company" value={store.scope.value === 'deployment' ? letter.companyName : null} />
            <Fact
              name="Decided by"
              value={
                letter.changedById === null ? null : (members.find(letter.changedById)?.name ?? 'An operator')
              }
            />
            <Fact name="Why discarded" value={letter.reason} />
            <Fact name="Id" value={letter.id} copy />
          </dl>
          {letter.place !== null && (
            <p class={styles.place}>It is in its lane again. {placeWords(letter.place, JOBS)}</p>
          )}
          {links.length > 0 && (
            <ul class={styles.links} aria-label="What it is about">
              {links.map(({ href, words }) => (
                <li key={href}>
                  <a class={styles.link} href={href}>
                    <Icon icon={ArrowUpRight} size={16} /> {words}
                  </a>
                </li>
              ))}
            </ul>
          )}
          {reason === null ? (
            <section aria-label="What the job held">
              <h3 class={styles.heading}>What the job held</h3>
              <p class={styles.hint}>Texts, names, numbers and secrets are masked.</p>
              {letter.payload === null ? (
                <p>It cannot be opened: the key that sealed it is gone.</p>
              ) : (
                <MaskedJson label="Payload" value={letter.payload} />
              )}
            </section>
          ) : (
            <div ref={why}>
              <TextField
                label="Why it shall not be done"
                value={reason}
                onValue={setReason}
                maxLength={500}
                hint="Your colleagues will read this."
              />
            </div>
          )}
        </div>
      )}
      <FormProblem problem={problem} />
    </Dialog>
  );
};
