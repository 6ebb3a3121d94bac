import { useState } from 'preact/hooks';
import { ArrowLeft, RotateCcw } from 'lucide';
import type { DeliveryAttempt, InspectedDelivery } from '../../../../workers/contracts/api/webhooks.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { MaskedJson } from '../../ui/masked-json.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useLookAgain } from '../../ui/use-look-again.ts';
import { Fact } from '../contacts/fact.tsx';
import { fullMoment, momentText } from '../conversations/times.rules.ts';
import { durationWords } from '../operations/lane-words.rules.ts';
import { DELIVERIES, placeWords } from '../operations/place-words.rules.ts';
import type { DeliveryLogStore } from './delivery-log-store.ts';
import styles from './delivery-detail.module.css';
import { DELIVERY_WORDS, isOver } from './webhook-words.rules.ts';

/** How often it is looked at while it is open, in milliseconds. */
const LOOK_MS = 2_000;

interface DeliveryDetailProps {
  id: string;
  log: DeliveryLogStore;
  canWrite: boolean;
  /** Whether its webhook is told anything at present. */
  isEnabled: boolean;
  onRedrive: (id: string) => void;
  onBack: () => void;
}

/** One delivery: what is sent, and every try with its time and answer. */
export const DeliveryDetail = ({ id, log, canWrite, isEnabled, onRedrive, onBack }: DeliveryDetailProps) => {
  const { nowMs } = useWorkspace();
  const [delivery, setDelivery] = useState<InspectedDelivery | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const look = async () => {
    try {
      setDelivery(await log.inspect(id));
      setProblem(null);
    } catch (thrown) {
      setProblem(asApiProblem(thrown));
    }
  };
  useLookAgain(() => void look(), LOOK_MS, [id]);
  return (
    <section class={styles.parts} aria-label="One delivery">
      <div class={styles.top}>
        <Button size="sm" variant="ghost" icon={ArrowLeft} onClick={onBack}>
          All deliveries
        </Button>
        {canWrite && delivery !== null && isOver(delivery) && (
          <Button size="sm" icon={RotateCcw} onClick={() => onRedrive(id)}>
            Send again
          </Button>
        )}
      </div>
      {delivery === null && problem === null && <Skeleton shape="block" />}
      <FormProblem problem={problem} />
      {delivery !== null && (
        <>
          <h3 class={styles.title}>
            {delivery.eventType}
            <Badge tone={DELIVERY_WORDS[delivery.state].tone}>{DELIVERY_WORDS[delivery.state].label}</Badge>
          </h3>
          <dl>
            <Fact name="Happened" value={fullMoment(delivery.createdAtMs)} />
            <Fact
              name="Tried next"
              value={
                delivery.nextAtMs === null || !isEnabled ? null : momentText(delivery.nextAtMs, nowMs.value)
              }
            />
            <Fact name="webhook-id" value={`${delivery.webhookId}-${delivery.id}`} copy />
          </dl>
          {delivery.place !== null && <p class={styles.hint}>{placeWords(delivery.place, DELIVERIES)}</p>}
          {delivery.state === 'pending' && !isEnabled && (
            <p class={styles.hint}>Its webhook is switched off: it waits until somebody switches it on.</p>
          )}
          <h4 class={styles.heading}>Tries</h4>
          {delivery.attempts.length === 0 ? (
            <p class={styles.hint}>Not tried yet.</p>
          ) : (
            <ol class={styles.tries} aria-label="Tries">
              {delivery.attempts.toReversed().map((attempt) => (
                <Try key={attempt.atMs} attempt={attempt} />
              ))}
            </ol>
          )}
          <h4 class={styles.heading}>What is sent</h4>
          <p class={styles.hint}>Texts, names, numbers and secrets are masked here, not in what is sent.</p>
          <MaskedJson label="What is sent" value={delivery.payload} />
        </>
      )}
    </section>
  );
};

const Try = ({ attempt }: { attempt: DeliveryAttempt }) => {
  const { status } = attempt;
  const isFine = status !== null && status >= 200 && status < 300;
  return (
    <li class={styles.try}>
      <Badge tone={isFine ? 'success' : 'danger'}>{status ?? 'No answer'}</Badge>
      <span class={styles.said}>{attempt.detail ?? (isFine ? 'Taken' : 'Without a word')}</span>
      <span class={styles.when}>
        {fullMoment(attempt.atMs)}, {durationWords(attempt.durationMs)}
      </span>
    </li>
  );
};
