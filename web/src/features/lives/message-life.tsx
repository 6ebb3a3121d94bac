import { useState } from 'preact/hooks';
import { ArrowRight, MessageCircle, ShoppingBag } from 'lucide';
import type { MessageLife as Life, ToldReceiver } from '../../../../workers/contracts/api/message-life.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/icon.tsx';
import { Fact } from '../contacts/fact.tsx';
import { exactMoment, momentText } from '../conversations/times.rules.ts';
import { letterHref } from '../dead-letters/letter-links.rules.ts';
import { DELIVERY_WORDS } from '../webhooks/webhook-words.rules.ts';
import { happeningsOf, placeText, toldWords, toTellText } from './timeline.rules.ts';
import { createToldStore } from './told-store.ts';
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

const HELD: { label: string; tone: BadgeTone } = { label: 'Held by WhatsApp', tone: 'warning' };

/** Where a message is, what happened to it, and what will happen next. `company`: another's, for operators. */
export const MessageLife = ({ life, company = '' }: { life: Life; company?: string }) => {
  const isForeign = company !== '';
  const { can, members, nowMs } = useWorkspace();
  const { message, next, sinceMs, attempts, maxAttempts, told, cause } = life;
  const state = message.held === null ? STATES[message.status] : HELD;
  const nameOf = (id: string) =>
    members.members.value.find((member) => member.id === id)?.name ?? 'A colleague';
  const place = placeText(life);
  const toTell = toTellText(life);
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
          {toTell !== null && <p class={styles.when}>{toTell}</p>}
        </div>
      </section>
      <section aria-label="What happened">
        <h3 class={styles.heading}>What happened</h3>
        <ol class={styles.line}>
          {happeningsOf(life, nameOf).map(({ atMs, title, detail, tone, letterId }, index) => (
            <li key={`${index} ${atMs}`} class={classNames(styles.happening, styles[tone])}>
              <p class={styles.title}>
                {letterId === undefined || !can('dead-letters:read') ? (
                  title
                ) : (
                  <a href={letterHref(letterId, isForeign)}>{title}</a>
                )}
              </p>
              {detail !== null && <p class={styles.detail}>{detail}</p>}
              <time class={styles.when} dateTime={new Date(atMs).toISOString()}>
                {exactMoment(atMs)}
              </time>
            </li>
          ))}
        </ol>
        {life.isJournalCut && <p class={styles.when}>What was tried before this is not kept.</p>}
        {attempts > 0 && message.status === 'queued' && (
          <p class={styles.when}>
            {attempts} of {maxAttempts} tries are used up.
          </p>
        )}
      </section>
      {told !== null && told.length > 0 && (
        <Told key={message.id} life={life} told={told} company={company} />
      )}
      {cause !== null && !isForeign && can('webhooks:read') && (
        <a class={styles.link} href={`/events/${cause.sourceId}`}>
          <Icon icon={ShoppingBag} size={14} /> Open the source of its event
        </a>
      )}
      <dl>
        <Fact name="Event" value={cause?.eventId ?? null} copy />
        <Fact name="Id" value={message.id} copy />
        <Fact name="WhatsApp’s id" value={message.externalId} copy />
      </dl>
    </div>
  );
};

/** Which of the company's own systems were told of it, and what becomes of those that were not yet. */
const Told = ({ life, told, company }: { life: Life; told: readonly ToldReceiver[]; company: string }) => {
  const { api, nowMs, can } = useWorkspace();
  const isForeign = company !== '';
  const [store] = useState(() => createToldStore({ api, messageId: life.message.id, company }));
  const next = store.cursor.value === undefined ? life.toldCursor : store.cursor.value;
  const problem = store.problem.value;
  return (
    <section aria-label="Who was told">
      <h3 class={styles.heading}>Who was told</h3>
      <ul class={styles.told}>
        {[...told, ...store.more.value].map((one) => (
          <li key={`${one.webhookId} ${one.deliveryId}`} class={styles.receiver}>
            <Badge tone={DELIVERY_WORDS[one.state].tone}>{DELIVERY_WORDS[one.state].label}</Badge>
            <span class={styles.receiverWords}>
              {one.host === null || isForeign || !can('webhooks:read') ? (
                <strong>{one.host ?? one.webhookId}</strong>
              ) : (
                <a href={`/operations/webhooks?webhook=${one.webhookId}&delivery=${one.deliveryId}`}>
                  {one.host}
                </a>
              )}{' '}
              <span class={styles.detail}>{one.eventType}</span>
              <span class={styles.detail}>
                {toldWords(one)}
                {one.state === 'pending' &&
                  one.isEnabled &&
                  one.nextAtMs !== null &&
                  `, tried ${one.lastAttempt === null ? '' : 'again '}${momentText(one.nextAtMs, nowMs.value)}`}
              </span>
            </span>
            <time class={styles.when} dateTime={new Date(one.createdAtMs).toISOString()}>
              {exactMoment(one.finishedAtMs ?? one.createdAtMs)}
            </time>
          </li>
        ))}
      </ul>
      {problem !== null && <p class={styles.when}>{problem.message}</p>}
      {next !== null && (
        <Button size="sm" disabled={store.isLoading.value} onClick={() => void store.loadMore(next)}>
          Show more
        </Button>
      )}
    </section>
  );
};
