import { useRef } from 'preact/hooks';
import { Route } from 'lucide';
import type { Message, MessagePricing } from '../../../../workers/contracts/api/messages.ts';
import { Button } from '../../ui/button.tsx';
import type { ContentProps } from './bubble-actions.ts';
import { sizeText } from './content.rules.ts';
import { kindOfMessage } from './message-kind.rules.ts';
import { fullMoment } from './times.rules.ts';
import styles from './message-surfaces.module.css';

const ORIGINS = {
  phone_app: 'The company’s phone app',
  history: 'Before this number was connected',
  standby: 'While another app had the conversation',
};

/** Everything that is known of one message. */
export const MessageInfo = ({ message, actions }: ContentProps) => {
  const { media, error, pricing } = message;
  const foot = useRef<HTMLDivElement>(null);
  return (
    <section class={styles.surface} aria-label="Message info">
      <h3 class={styles.title}>Message info</h3>
      <dl class={styles.facts}>
        <Fact name="From" value={actions.authorOf(message)} />
        <Fact name="Kind" value={kindOfMessage(message)?.label ?? 'Text'} />
        {message.origin !== null && <Fact name="Written" value={ORIGINS[message.origin]} />}
        {timesOf(message).map(([name, atMs]) => (
          <Fact key={name} name={name} value={fullMoment(atMs)} />
        ))}
      </dl>
      {pricing !== null && (
        <dl class={styles.facts}>
          <Fact name="Category" value={plain(pricing.category) ?? 'Not said'} />
          <Fact name="Billed" value={billedWords(pricing)} />
        </dl>
      )}
      {media !== null && (
        <dl class={styles.facts}>
          {media.filename !== null && <Fact name="File" value={media.filename} />}
          {media.mimeType !== null && <Fact name="Format" value={media.mimeType} />}
          {media.sizeBytes !== null && <Fact name="Size" value={sizeText(media.sizeBytes)} />}
          {media.width !== null && media.height !== null && (
            <Fact name="Pixels" value={`${media.width} × ${media.height}`} />
          )}
        </dl>
      )}
      {error !== null && (
        <p class={styles.problem}>
          <strong>{error.title}.</strong> {error.detail}
          {error.code !== 0 && <> WhatsApp’s code: {error.code}.</>}
        </p>
      )}
      <div class={styles.follow} ref={foot}>
        <Button
          size="sm"
          icon={Route}
          onClick={() => {
            if (foot.current !== null)
              actions.open({ kind: 'life', messageId: message.id, anchor: foot.current });
          }}
        >
          Follow this message
        </Button>
      </div>
      <dl class={styles.facts}>
        <dt>Id</dt>
        <dd>
          <code>{message.id}</code>
        </dd>
        {message.externalId !== null && (
          <>
            <dt>WhatsApp’s id</dt>
            <dd>
              <code>{message.externalId}</code>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
};

const Fact = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);

const timesOf = (message: Message): [string, number][] => {
  const isInbound = message.direction === 'inbound';
  const times: [string, number | null][] = [
    [isInbound ? 'Sent by customer' : 'Written', message.sentAtMs],
    ['Delivered', message.deliveredAtMs],
    ['Read', message.readAtMs],
    ['Played', message.playedAtMs],
    ['Failed', message.failedAtMs],
    ['Edited', message.editedAtMs],
    ['Deleted', message.revokedAtMs],
  ];
  return times.filter((one): one is [string, number] => one[1] !== null);
};

const plain = (word: string | null): string | null =>
  word === null ? null : word.charAt(0).toUpperCase() + word.slice(1).replaceAll(/[_-]/gu, ' ');

const FREE: Readonly<Record<string, string>> = {
  free_customer_service: 'No: inside the 24-hour window',
  free_entry_point: 'No: the customer came from an ad',
};

const billedWords = ({ billable, type }: MessagePricing): string => {
  const free = FREE[type ?? ''];
  if (free !== undefined) return free;
  if (billable === null) return type === 'regular' ? 'Yes' : 'Not said';
  return billable ? 'Yes' : 'No';
};
