import { useState } from 'preact/hooks';
import { Check, Clock3, LayoutTemplate, RotateCw } from 'lucide';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { ContentProps } from './bubble-actions.ts';
import { HOLD_WORDS } from './hold-words.rules.ts';
import { canSendAgain, isForTemplate } from './sending.rules.ts';
import { momentText } from './times.rules.ts';
import styles from './message-outcome.module.css';

/** Below a message that did not simply go out: what happened, and what can be done. */
export const MessageOutcome = ({ message, actions }: ContentProps) => {
  if (message.direction === 'inbound') return null;
  if (message.status === 'failed')
    return (
      <div class={styles.outcome} data-tone="failed">
        <p>
          <strong>{titleOf(message.error)}.</strong>{' '}
          {message.error?.detail ?? 'WhatsApp did not accept this message.'}
        </p>
        <AnotherTry message={message} actions={actions} />
      </div>
    );
  if (message.status === 'unknown') return <Undecided message={message} actions={actions} />;
  if (message.held !== null) return <Held held={message.held} />;
  if (message.status === 'queued' && message.waiting !== null) return <Waiting waiting={message.waiting} />;
  return null;
};

const titleOf = (error: ContentProps['message']['error']): string => {
  if (error === null) return 'Not delivered';
  const { title, code } = error;
  return code === 0 || title.includes(String(code)) ? title : `${title} (${code})`;
};

/** The same once more where WhatsApp would take it; after the 24 hours it takes a template alone. */
const AnotherTry = ({ message, actions }: ContentProps) => {
  const sending = actions.sending.value;
  if (canSendAgain(message, sending))
    return (
      <Button size="sm" variant="danger" icon={RotateCw} onClick={() => actions.retry(message.id)}>
        Retry
      </Button>
    );
  return isForTemplate(message, sending) ? (
    <Button size="sm" icon={LayoutTemplate} onClick={actions.writeTemplate}>
      Send a template
    </Button>
  ) : null;
};

const Waiting = ({ waiting }: { waiting: NonNullable<ContentProps['message']['waiting']> }) => {
  const { nowMs } = useWorkspace();
  return (
    <div class={styles.outcome} data-tone="waiting">
      <p>
        <Icon icon={Clock3} size={13} /> <strong>Waits: {waiting.title}.</strong> {waiting.detail} It is tried
        again {waiting.dueAtMs <= nowMs.value ? 'now' : momentText(waiting.dueAtMs, nowMs.value)}.
      </p>
    </div>
  );
};

const Held = ({ held }: { held: NonNullable<ContentProps['message']['held']> }) => (
  <div class={styles.outcome} data-tone="waiting">
    <p>
      <Icon icon={Clock3} size={13} /> <strong>Held by WhatsApp {HOLD_WORDS[held.reason]}.</strong>{' '}
      {held.reason === 'paused'
        ? 'It is delivered when the pause ends, or dropped.'
        : 'It is delivered or dropped once WhatsApp sees how people take the template, mostly within the hour.'}
    </p>
  </div>
);

const Undecided = ({ message, actions }: ContentProps) => {
  const { nowMs } = useWorkspace();
  const [isAsking, setIsAsking] = useState(false);
  const canDecide =
    actions.canWrite && message.decidableAtMs !== null && message.decidableAtMs <= nowMs.value;
  const decide = (outcome: 'sent' | 'send_again') => {
    setIsAsking(false);
    actions.decide(message.id, outcome);
  };
  return (
    <div class={styles.outcome} data-tone="unknown">
      <p>
        <strong>We do not know whether this arrived.</strong>{' '}
        {canDecide
          ? 'WhatsApp’s answer was lost, and no report came since. Look at the phone or ask the customer, then say what became of it.'
          : 'WhatsApp’s answer was lost. It is not sent again by itself, so that your customer never gets it twice.'}
      </p>
      {canDecide && (
        <div class={styles.buttons}>
          <Button size="sm" icon={Check} onClick={() => decide('sent')}>
            It was sent
          </Button>
          {canSendAgain(message, actions.sending.value) && (
            <Button size="sm" icon={RotateCw} onClick={() => setIsAsking(true)}>
              Send again
            </Button>
          )}
          {isForTemplate(message, actions.sending.value) && (
            <Button size="sm" icon={LayoutTemplate} onClick={actions.writeTemplate}>
              Send a template
            </Button>
          )}
        </div>
      )}
      {isAsking && (
        <Dialog
          title="Send this message again?"
          onClose={() => setIsAsking(false)}
          footer={
            <>
              <Button onClick={() => setIsAsking(false)}>Cancel</Button>
              <Button variant="primary" icon={RotateCw} onClick={() => decide('send_again')}>
                Send again
              </Button>
            </>
          }
        >
          If the first one did arrive, the customer gets the same message twice, and WhatsApp may bill both.
        </Dialog>
      )}
    </div>
  );
};
