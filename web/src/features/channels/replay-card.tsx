import { useEffect, useState } from 'preact/hooks';
import { RotateCcw } from 'lucide';
import type { Replay } from '../../../../workers/contracts/api/replays.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useSubmission } from '../../ui/use-submission.ts';
import { momentText } from '../conversations/times.rules.ts';
import detailStyles from './channel-detail.module.css';
import pageStyles from '../../ui/page.module.css';
import styles from './replay-card.module.css';

const HOUR_MS = 3_600_000;
const RANGES = [
  { value: '1', label: 'The last hour' },
  { value: '24', label: 'The last day' },
  { value: '168', label: 'The last 7 days' },
  { value: '744', label: 'The last 31 days' },
] as const;
/** How often the progress is asked for while it moves. */
const ASK_EVERY_MS = 1_500;
const STATES = {
  queued: { label: 'Waiting', tone: 'neutral' },
  running: { label: 'Running', tone: 'accent' },
  done: { label: 'Done', tone: 'success' },
  failed: { label: 'Failed', tone: 'danger' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
} as const;

const isOpen = ({ state }: Replay) => state === 'queued' || state === 'running';

/** Reads what Meta delivered again, for what was missed or read wrongly. */
export const ReplayCard = ({ channelId }: { channelId: string }) => {
  const { api, nowMs } = useWorkspace();
  const [replays, setReplays] = useState<readonly Replay[]>([]);
  const [hours, setHours] = useState('24');
  const { problem, isBusy, submit } = useSubmission();
  const load = () =>
    api.listReplays().then(
      ({ items }) => setReplays(items),
      () => undefined,
    );
  const isMoving = replays.some(isOpen);
  useEffect(() => void load(), [channelId]);
  useEffect(() => {
    if (!isMoving) return undefined;
    const timer = setInterval(() => void load(), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isMoving]);
  const act = (call: () => Promise<Replay>) =>
    submit(async () => {
      try {
        await call();
      } finally {
        await load();
      }
    });
  const start = () => {
    const toMs = Date.now();
    return act(() => api.startReplay({ channelId, fromMs: toMs - Number(hours) * HOUR_MS, toMs }));
  };
  const shown = replays.filter((one) => one.channelId === channelId || one.channelId === null).slice(0, 5);
  return (
    <section class={detailStyles.events} aria-labelledby="replay-title">
      <div>
        <h2 id="replay-title" class={detailStyles.heading}>
          Replay deliveries
        </h2>
        <p class={pageStyles.number}>
          Reads what Meta delivered again. What is right already stays as it is.
        </p>
      </div>
      <div class={styles.form}>
        <SelectField label="Which deliveries" value={hours} onValue={setHours} options={RANGES} />
        <Button icon={RotateCcw} busy={isBusy} disabled={isMoving} onClick={() => void start()}>
          Replay
        </Button>
      </div>
      <FormProblem problem={problem} />
      {shown.length > 0 && (
        <ul class={styles.list} aria-label="Replays">
          {shown.map((one) => (
            <li key={one.id} class={styles.replay}>
              <Badge tone={STATES[one.state].tone}>{STATES[one.state].label}</Badge>
              <span class={styles.text}>
                {one.itemsRead.toLocaleString('en')} items, started {momentText(one.createdAtMs, nowMs.value)}
                {one.error !== null && <small>{one.error}</small>}
              </span>
              {isOpen(one) && (
                <>
                  <progress class={styles.progress} value={one.progress} aria-label="Progress" />
                  <Button size="sm" onClick={() => void act(() => api.cancelReplay(one.id))}>
                    Cancel
                  </Button>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
