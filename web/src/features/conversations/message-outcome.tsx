import { RotateCw } from 'lucide';
import { Button } from '../../ui/button.tsx';
import type { ContentProps } from './bubble-actions.ts';
import styles from './message-outcome.module.css';

/** Below a message that did not simply go out: what happened, and what can be done. */
export const MessageOutcome = ({ message, actions }: ContentProps) => {
  if (message.direction === 'inbound') return null;
  if (message.status === 'failed')
    return (
      <div class={styles.outcome} data-tone="failed">
        <p>
          <strong>{message.error?.title ?? 'Not delivered'}.</strong>{' '}
          {message.error?.detail ?? 'WhatsApp did not accept this message.'}
        </p>
        {actions.canWrite && (
          <Button size="sm" variant="danger" icon={RotateCw} onClick={() => actions.retry(message.id)}>
            Retry
          </Button>
        )}
      </div>
    );
  if (message.status === 'unknown')
    return (
      <div class={styles.outcome} data-tone="unknown">
        <p>
          <strong>We do not know yet whether this arrived.</strong> WhatsApp’s answer was lost. It is not sent
          again by itself, so that your customer never gets it twice.
        </p>
      </div>
    );
  return null;
};
