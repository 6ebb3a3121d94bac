import { useEffect, useState } from 'preact/hooks';
import { RefreshCw } from 'lucide';
import type { ChannelHealth } from '../../../../workers/contracts/api/channel-health.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { AlertRow } from '../alerts/alert-row.tsx';
import { momentText } from '../conversations/times.rules.ts';
import { SendingStops } from './sending-stops.tsx';
import { StoppedSendsCard } from './stopped-sends-card.tsx';
import { healthLines, sendErrors, templateWords } from './health.rules.ts';
import detailStyles from './channel-detail.module.css';
import pageStyles from '../../ui/page.module.css';
import styles from './channel-health-card.module.css';

/** How a number is: its open alerts, and every fact with what it means. */
export const ChannelHealthCard = ({ channelId }: { channelId: string }) => {
  const { api, alerts, channels, nowMs, can } = useWorkspace();
  const [health, setHealth] = useState<ChannelHealth | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const read = async (call: (id: string) => Promise<ChannelHealth>) => {
    try {
      setHealth(await call(channelId));
      setProblem(null);
    } catch (thrown) {
      setProblem(asApiProblem(thrown));
    }
  };
  // Read again whenever the company's socket tells of this channel or of an alert.
  useEffect(() => void read(api.getChannelHealth), [channelId, channels.changes.value, alerts.open.value]);
  const refresh = async () => {
    setIsBusy(true);
    await read(api.refreshChannelHealth);
    setIsBusy(false);
  };
  const errors = health === null ? [] : sendErrors(health.facts);
  const templates = health?.templates;
  return (
    <section class={detailStyles.events} aria-labelledby="health-title">
      <div class={detailStyles.bar}>
        <div>
          <h2 id="health-title" class={detailStyles.heading}>
            Health
          </h2>
          <p class={pageStyles.number}>
            {health === null
              ? 'What Meta says of this number.'
              : health.checkedAtMs === null
                ? 'Meta has not been asked yet.'
                : `Meta was asked ${momentText(health.checkedAtMs, nowMs.value)}.`}
          </p>
        </div>
        {can('channels:write') && (
          <Button size="sm" icon={RefreshCw} busy={isBusy} onClick={() => void refresh()}>
            Ask Meta now
          </Button>
        )}
      </div>
      <FormProblem problem={problem} />
      {health === null && problem === null && <LoadingRows label="Loading the health" />}
      <SendingStops channelId={channelId} />
      <StoppedSendsCard channelId={channelId} />
      {health !== null && health.alerts.length > 0 && (
        <ul class={styles.alerts} aria-label="Open alerts">
          {health.alerts.map((alert) => (
            <AlertRow
              key={alert.id}
              alert={alert}
              alerts={alerts}
              api={api.alertsOf('company')}
              canDecide={can('channels:write')}
              scope="company"
            />
          ))}
        </ul>
      )}
      <dl class={styles.lines}>
        {(health === null ? [] : healthLines(health.facts, nowMs.value)).map((line) => (
          <div key={`${line.name} ${line.value}`} class={styles.line}>
            <dt>{line.name}</dt>
            <dd>
              {line.tone === 'neutral' ? line.value : <Badge tone={line.tone}>{line.value}</Badge>}
              {line.meaning !== null && <p class={styles.meaning}>{line.meaning}</p>}
            </dd>
          </div>
        ))}
        {templates !== undefined && (
          <div class={styles.line}>
            <dt>Templates</dt>
            <dd>{templateWords(templates)}</dd>
          </div>
        )}
      </dl>
      {errors.length > 0 && (
        <div>
          <h3 class={styles.subheading}>Why messages failed last</h3>
          <ul class={styles.errors} aria-label="Why messages failed last">
            {errors.map((error) => (
              <li key={`${error.code} ${error.title}`}>
                <span class={styles.errorTitle}>
                  {error.title} {error.code !== 0 && <small>{error.code}</small>}
                </span>
                <span class={styles.meaning}>
                  {error.detail} Last {momentText(error.lastAtMs, nowMs.value)}.
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
};
