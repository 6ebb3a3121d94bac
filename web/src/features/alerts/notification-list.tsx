import { useState } from 'preact/hooks';
import type { Notification } from '../../../../workers/contracts/api/notifications.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useLookAgain } from '../../ui/use-look-again.ts';
import { momentText } from '../conversations/times.rules.ts';
import styles from './notification-list.module.css';

const STATES: Record<Notification['state'], { label: string; tone: BadgeTone }> = {
  pending: { label: 'Waits', tone: 'accent' },
  sending: { label: 'Is being sent', tone: 'accent' },
  sent: { label: 'Sent', tone: 'success' },
  failed: { label: 'Failed', tone: 'danger' },
  unknown: { label: 'Unknown', tone: 'warning' },
};

/** How often it is looked at while it is shown, in milliseconds. */
const LOOK_MS = 4_000;

/** Who was told of what; what waits to be sent is followed. */
export const NotificationList = ({
  load,
  withSubject = false,
}: {
  load: () => Promise<{ items: Notification[] }>;
  withSubject?: boolean;
}) => {
  const [items, setItems] = useState<Notification[] | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  useLookAgain(async () => {
    try {
      setItems((await load()).items);
      setProblem(null);
    } catch (thrown) {
      setProblem(asApiProblem(thrown));
    }
  }, LOOK_MS);
  if (problem !== null) return <FormProblem problem={problem} />;
  if (items === null) return <Skeleton width="half" />;
  return <Notifications items={items} withSubject={withSubject} />;
};

export const Notifications = ({
  items,
  withSubject,
}: {
  items: readonly Notification[];
  withSubject: boolean;
}) => {
  const { nowMs } = useWorkspace();
  if (items.length === 0) return <p class={styles.none}>Nobody has been told.</p>;
  return (
    <ul class={styles.list} aria-label="Notifications">
      {items.map(({ id, state, transition, to, by, subject, detail, createdAtMs }) => (
        <li key={id} class={styles.one}>
          <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>
          <span class={styles.words}>
            {(withSubject || transition === 'digest') && <strong>{subject} </strong>}
            {by === 'mail' ? 'by mail to' : 'to the webhook at'} {to}
            {detail !== null && <span class={styles.detail}> {detail}</span>}
          </span>
          <time class={styles.when} dateTime={new Date(createdAtMs).toISOString()}>
            {momentText(createdAtMs, nowMs.value)}
          </time>
        </li>
      ))}
    </ul>
  );
};
