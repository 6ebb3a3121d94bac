import type { Alert, AlertSeverity } from '../../../../workers/contracts/api/alerts.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { fullMoment, momentText } from '../conversations/times.rules.ts';
import styles from './alerts-page.module.css';

const SEVERITIES: Record<AlertSeverity, { label: string; tone: BadgeTone }> = {
  critical: { label: 'Critical', tone: 'danger' },
  warning: { label: 'Warning', tone: 'warning' },
  info: { label: 'Information', tone: 'neutral' },
};

/** One alert with what it means and what can be done about it. */
export const AlertRow = ({ alert }: { alert: Alert }) => {
  const { alerts, channels, members, nowMs, can } = useWorkspace();
  const severity = SEVERITIES[alert.severity];
  const channel = alert.channelId === null ? undefined : channels.find(alert.channelId);
  const nameOf = (id: string | null) =>
    members.members.value.find((one) => one.id === id)?.name ?? 'somebody';
  const isBusy = alerts.busyId.value === alert.id;
  const isOpen = alert.resolvedAtMs === null;
  return (
    <li class={styles.alert} data-severity={isOpen ? alert.severity : 'over'}>
      <div class={styles.head}>
        <Badge tone={isOpen ? severity.tone : 'neutral'}>{severity.label}</Badge>
        <h2 class={styles.title}>{alert.title}</h2>
        {alert.count > 1 && <Badge>{alert.count} times</Badge>}
      </div>
      <p class={styles.detail}>{alert.detail}</p>
      <p class={styles.meta}>
        {channel !== undefined && <a href={`/channels/${channel.id}`}>{channel.name}</a>}
        <time dateTime={new Date(alert.openedAtMs).toISOString()} title={fullMoment(alert.openedAtMs)}>
          Since {momentText(alert.openedAtMs, nowMs.value)}
        </time>
        {alert.acknowledgedAtMs !== null && <span>Seen by {nameOf(alert.acknowledgedById)}</span>}
        {alert.resolvedAtMs !== null && (
          <span>
            {alert.resolvedById === null ? 'Over' : `Resolved by ${nameOf(alert.resolvedById)}`}{' '}
            {momentText(alert.resolvedAtMs, nowMs.value)}
          </span>
        )}
      </p>
      {isOpen && can('channels:write') && (
        <div class={styles.actions}>
          {alert.acknowledgedAtMs === null && (
            <Button size="sm" busy={isBusy} onClick={() => void alerts.acknowledge(alert.id)}>
              Acknowledge
            </Button>
          )}
          <Button size="sm" busy={isBusy} onClick={() => void alerts.resolve(alert.id)}>
            Resolve
          </Button>
        </div>
      )}
    </li>
  );
};
