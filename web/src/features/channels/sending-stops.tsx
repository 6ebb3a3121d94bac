import { useEffect, useState } from 'preact/hooks';
import { Play } from 'lucide';
import type { ChannelBreaker } from '../../../../workers/contracts/api/breaker.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { momentText } from '../conversations/times.rules.ts';
import styles from './sending-stops.module.css';

/** Why a number sends nothing for now, and the way to let it send again; nothing while it sends. */
export const SendingStops = ({ channelId }: { channelId: string }) => {
  const { api, channels, alerts, nowMs, can } = useWorkspace();
  const [state, setState] = useState<ChannelBreaker | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const read = async (call: (id: string) => Promise<ChannelBreaker>) => {
    try {
      setState(await call(channelId));
      setProblem(null);
    } catch (thrown) {
      setProblem(asApiProblem(thrown));
    }
  };
  // Read again whenever the company's socket tells of this channel or of an alert.
  useEffect(() => void read(api.getBreaker), [channelId, channels.changes.value, alerts.open.value]);
  const close = async () => {
    setIsBusy(true);
    await read(api.closeBreaker);
    setIsBusy(false);
  };
  // Why says the card around it, of what failed alike.
  if (state === null)
    return problem === null ? null : (
      <p class={styles.unread}>Whether this number sends could not be read.</p>
    );
  if (state.isSending && state.waitingCount === 0) return <FormProblem problem={problem} />;
  return (
    <section class={styles.box} data-stopped={!state.isSending} aria-label="Sending">
      <div class={styles.words}>
        {state.stops.map(({ scope, code, title, detail, sinceMs, untilMs }) => (
          <div key={`${scope} ${code}`}>
            <h3 class={styles.title}>
              Sending stopped: {title} <small>{code}</small>
            </h3>
            <p class={styles.detail}>
              {detail} {scope === 'account' ? 'All numbers of the account wait.' : ''} Since{' '}
              {momentText(sinceMs, nowMs.value)}
              {untilMs === null
                ? ', until somebody lets it send again.'
                : `; one message is tried ${momentText(untilMs, nowMs.value)}.`}
            </p>
          </div>
        ))}
        {state.isSending && <h3 class={styles.title}>Messages to some people wait</h3>}
        <p class={styles.detail}>{waitingText(state.waitingCount)}</p>
      </div>
      {can('channels:write') && (
        <Button icon={Play} busy={isBusy} onClick={() => void close()}>
          Send again now
        </Button>
      )}
      <FormProblem problem={problem} />
    </section>
  );
};

const waitingText = (count: number): string => {
  if (count === 0) return 'No message waits.';
  return count === 1 ? 'One message waits.' : `${count} messages wait.`;
};
