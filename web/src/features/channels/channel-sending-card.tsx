import { useState } from 'preact/hooks';
import type { ChannelSending, SendingWindow } from '../../../../workers/contracts/api/channel-sending.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge } from '../../ui/badge.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { useLookAgain } from '../../ui/use-look-again.ts';
import { durationWords } from '../operations/lane-words.rules.ts';
import { rateWords, sendingState, shareWords, spanWords } from './sending.rules.ts';
import detailStyles from './channel-detail.module.css';
import pageStyles from '../../ui/page.module.css';
import styles from './channel-sending-card.module.css';

/** How often it is looked at while the page is seen, in milliseconds. */
const LOOK_MS = 10_000;

/** How a number sends: how much, with how many errors, and how fast Meta answers. */
export const ChannelSendingCard = ({ channelId }: { channelId: string }) => {
  const { api, channels, alerts } = useWorkspace();
  const [found, setFound] = useState<{ id: string; sending: ChannelSending } | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  useLookAgain(
    async () => {
      try {
        setFound({ id: channelId, sending: await api.getChannelSending(channelId) });
        setProblem(null);
      } catch (thrown) {
        setProblem(asApiProblem(thrown));
      }
    },
    LOOK_MS,
    // At once when the company's socket tells of this channel or of an alert.
    [channelId, channels.changes.value, alerts.open.value],
  );
  const sending = found?.id === channelId ? found.sending : null;
  const state = sending === null ? null : sendingState(sending);
  return (
    <section class={detailStyles.events} aria-labelledby="rate-title">
      <div class={detailStyles.bar}>
        <div>
          <h2 id="rate-title" class={detailStyles.heading}>
            Rate and errors
          </h2>
          <p class={pageStyles.number}>What this number gave to Meta, and what became of it.</p>
        </div>
        {state !== null && (
          <Badge tone={state.tone} dot>
            {state.words}
          </Badge>
        )}
      </div>
      <FormProblem problem={problem} />
      {sending === null && problem === null && <LoadingRows label="Loading how it sends" />}
      {sending !== null && <Windows windows={sending.windows} />}
    </section>
  );
};

const Windows = ({ windows }: { windows: readonly SendingWindow[] | null }) => {
  if (windows === null)
    return (
      <p class={styles.note}>
        This deployment cannot read its own counters. Its operator has to give METRICS_ACCOUNT_ID and
        METRICS_API_TOKEN.
      </p>
    );
  return (
    <ul class={styles.windows} aria-label="Spans of time">
      {windows.map((window) => (
        <li key={window.minutes} class={styles.window}>
          <h3 class={styles.span}>{spanWords(window.minutes)}</h3>
          <p class={styles.sent}>
            <strong>{window.sent.toLocaleString('en')}</strong> sent
            <span class={styles.rate}>{rateWords(window.sentPerMinute)}</span>
          </p>
          <dl class={styles.numbers}>
            <Number name="Errors" value={shareWords(window)} isBad={(window.errorShare ?? 0) > 0} />
            <Number name="Refused" value={String(window.refused)} isBad={window.refused > 0} />
            <Number
              name="Failed later"
              value={String(window.reportedFailed)}
              isBad={window.reportedFailed > 0}
            />
            <Number name="Tried again" value={String(window.retried)} />
            <Number name="Half answered within" value={tookWords(window.p50Ms)} />
            <Number name="95 % answered within" value={tookWords(window.p95Ms)} />
          </dl>
        </li>
      ))}
    </ul>
  );
};

const tookWords = (ms: number | null): string => (ms === null ? '–' : durationWords(ms));

const Number = ({ name, value, isBad = false }: { name: string; value: string; isBad?: boolean }) => (
  <div>
    <dt>{name}</dt>
    <dd data-bad={isBad ? '' : undefined}>{value}</dd>
  </div>
);
