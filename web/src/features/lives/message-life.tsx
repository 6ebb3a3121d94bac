import { ArrowRight, MessageCircle } from 'lucide';
import type { MessageLife as Life } from '../../../../workers/contracts/api/message-life.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/icon.tsx';
import { Fact } from '../contacts/fact.tsx';
import { exactMoment, momentText } from '../conversations/times.rules.ts';
import { happeningsOf, placeText } from './timeline.rules.ts';
import styles from './message-life.module.css';

const STATES: Record<Life['message']['status'], { label: string; tone: BadgeTone }> = {
  received: { label: 'Received', tone: 'success' },
  queued: { label: 'Waits to be sent', tone: 'accent' },
  sending: { label: 'Is being sent', tone: 'accent' },
  unknown: { label: 'Unknown', tone: 'warning' },
  sent: { label: 'Sent', tone: 'success' },
  delivered: { label: 'Delivered', tone: 'success' },
  read: { label: 'Read', tone: 'success' },
  played: { label: 'Played', tone: 'success' },
  failed: { label: 'Failed', tone: 'danger' },
};

/** Where a message is, what happened to it, and what will happen next. */
export const MessageLife = ({ life, isForeign = false }: { life: Life; isForeign?: boolean }) => {
  const { members, nowMs } = useWorkspace();
  const { message, next, sinceMs, attempts, maxAttempts } = life;
  const state = STATES[message.status];
  const nameOf = (id: string) =>
    members.members.value.find((member) => member.id === id)?.name ?? 'A colleague';
  const place = placeText(life);
  return (
    <div class={styles.life}>
      <section class={styles.now} aria-label="Where it is">
        <Badge tone={state.tone} dot>
          {state.label}
        </Badge>
        {sinceMs !== null && <span class={styles.since}>since {momentText(sinceMs, nowMs.value)}</span>}
        <p class={styles.text} dir="auto">
          {message.text ?? message.type}
        </p>
        {isForeign ? (
          <p class={styles.when}>What it says is shown to its own company only.</p>
        ) : (
          <a class={styles.link} href={`/inbox/${message.conversationId}?message=${message.id}`}>
            <Icon icon={MessageCircle} size={14} /> Open in its conversation
          </a>
        )}
      </section>
      <section class={styles.next} aria-label="What happens next">
        <Icon icon={ArrowRight} size={16} />
        <div>
          <p>{next.text}</p>
          {next.atMs !== null && <p class={styles.when}>{momentText(next.atMs, nowMs.value)}</p>}
          {place !== null && <p class={styles.when}>{place}</p>}
        </div>
      </section>
      <section aria-label="What happened">
        <h3 class={styles.heading}>What happened</h3>
        <ol class={styles.line}>
          {happeningsOf(life, nameOf).map(({ atMs, title, detail, tone }, index) => (
            <li key={`${index} ${atMs}`} class={classNames(styles.happening, styles[tone])}>
              <p class={styles.title}>{title}</p>
              {detail !== null && <p class={styles.detail}>{detail}</p>}
              <time class={styles.when} dateTime={new Date(atMs).toISOString()}>
                {exactMoment(atMs)}
              </time>
            </li>
          ))}
        </ol>
        {attempts > 0 && message.status === 'queued' && (
          <p class={styles.when}>
            {attempts} of {maxAttempts} tries are used up.
          </p>
        )}
      </section>
      <dl>
        <Fact name="Id" value={message.id} copy />
        <Fact name="WhatsApp’s id" value={message.externalId} copy />
      </dl>
    </div>
  );
};
