import { useState } from 'preact/hooks';
import type { Alert, AlertSeverity } from '../../../../workers/contracts/api/alerts.ts';
import type { AlertScope, AlertsApi } from '../../api/alerts-api.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { fullMoment, momentText } from '../conversations/times.rules.ts';
import { linkOf } from './alert-link.rules.ts';
import type { AlertsStore } from './alerts-store.ts';
import { NotificationList } from './notification-list.tsx';
import styles from './alerts-page.module.css';

const SEVERITIES: Record<AlertSeverity, { label: string; tone: BadgeTone }> = {
  critical: { label: 'Critical', tone: 'danger' },
  warning: { label: 'Warning', tone: 'warning' },
  info: { label: 'Information', tone: 'neutral' },
};

interface AlertRowProps {
  alert: Alert;
  alerts: AlertsStore;
  /** Who was told of it. */
  api: Pick<AlertsApi, 'listNotifications'>;
  canDecide: boolean;
  scope: AlertScope;
}

/** One alert with what it means, what can be done about it, and who was told. */
export const AlertRow = ({ alert, alerts, api, canDecide, scope }: AlertRowProps) => {
  const { channels, members, nowMs, can } = useWorkspace();
  const [isToldShown, setIsToldShown] = useState(false);
  const severity = SEVERITIES[alert.severity];
  const channel = alert.channelId === null ? undefined : channels.find(alert.channelId);
  const nameOf = (id: string | null) =>
    members.members.value.find((one) => one.id === id)?.name ?? 'somebody';
  const isBusy = alerts.busyId.value === alert.id;
  const isOpen = alert.resolvedAtMs === null;
  const link = linkOf(alert, scope);
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
        {link !== null && can(link.permission) && <a href={link.href}>{link.words}</a>}
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
      {canDecide && (
        <div class={styles.actions}>
          {isOpen && alert.acknowledgedAtMs === null && (
            <Button size="sm" busy={isBusy} onClick={() => void alerts.acknowledge(alert.id)}>
              Acknowledge
            </Button>
          )}
          {isOpen && (
            <Button size="sm" busy={isBusy} onClick={() => void alerts.resolve(alert.id)}>
              Resolve
            </Button>
          )}
          <Button
            size="sm"
            variant="ghost"
            aria-expanded={isToldShown}
            onClick={() => setIsToldShown(!isToldShown)}
          >
            Who was told
          </Button>
        </div>
      )}
      {isToldShown && <NotificationList load={() => api.listNotifications(alert.id)} />}
    </li>
  );
};
