import { LayoutTemplate, Pencil, RotateCw, Trash2, X } from 'lucide';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { sizeText } from '../composer/attachment.rules.ts';
import type { BubbleActions } from './bubble-actions.ts';
import { FormattedText } from './formatted-text.tsx';
import { kindOf } from './message-kind.rules.ts';
import { MessageTicks } from './message-ticks.tsx';
import type { PendingFile, PendingMessage } from './thread.rules.ts';
import { canSendAgain, isForTemplate } from './sending.rules.ts';
import { clockTime } from './times.rules.ts';
import bubble from './message-bubble.module.css';
import styles from './pending-bubble.module.css';

/** What was written here and is not confirmed. */
export const PendingBubble = ({ pending, actions }: { pending: PendingMessage; actions: BubbleActions }) => {
  const { file, content } = pending;
  const isSending = pending.state === 'sending';
  const sending = actions.sending.value;
  const type = { type: content?.type ?? file?.kind ?? 'text' };
  const kind = content === null || file !== null ? null : kindOf(content.type);
  return (
    <div class={bubble.line}>
      <div class={bubble.bubble} data-status={isSending ? 'queued' : 'failed'}>
        {kind !== null && (
          <p class={bubble.kind}>
            <Icon icon={kind.icon} size={16} /> {kind.label}
          </p>
        )}
        {file !== null && (
          <FileView
            file={file}
            isGoingUp={isSending && content === null}
            onCancel={() => actions.discard(pending.key)}
          />
        )}
        <div class={bubble.content}>
          <div class={bubble.text} data-text dir="auto">
            <FormattedText text={pending.text} />
          </div>
          <p class={bubble.meta}>
            <time>{clockTime(pending.writtenAtMs)}</time>
            <MessageTicks status={isSending ? 'queued' : 'failed'} />
          </p>
        </div>
      </div>
      {!isSending && (
        <div class={bubble.after} data-tone="failed">
          <p>
            <strong>Not sent.</strong> {pending.reason}
          </p>
          <div class={bubble.buttons}>
            {pending.state === 'not_sent' && isForTemplate(type, sending) && (
              <Button size="sm" icon={LayoutTemplate} onClick={actions.writeTemplate}>
                Send a template
              </Button>
            )}
            {pending.state === 'not_sent' && canSendAgain(type, sending) && (
              <Button
                size="sm"
                variant="danger"
                icon={RotateCw}
                onClick={() => actions.sendAgain(pending.key)}
              >
                Retry
              </Button>
            )}
            {content?.type === 'text' && sending === 'all' && (
              <Button size="sm" variant="ghost" icon={Pencil} onClick={() => actions.edit(pending)}>
                Edit
              </Button>
            )}
            <Button size="sm" variant="ghost" icon={Trash2} onClick={() => actions.discard(pending.key)}>
              Discard
            </Button>
          </div>
        </div>
      )}
    </div>
  );
};

interface FileViewProps {
  file: PendingFile;
  isGoingUp: boolean;
  onCancel: () => void;
}

const FileView = ({ file, isGoingUp, onCancel }: FileViewProps) => {
  const kind = kindOf(file.isVoice ? 'voice' : file.kind);
  const percent = Math.floor(file.uploadedShare * 100);
  const hasPicture = file.previewUrl !== null && (file.kind === 'image' || file.kind === 'sticker');
  return (
    <div class={styles.file}>
      {hasPicture && <img class={styles.picture} src={file.previewUrl ?? ''} alt="" />}
      {file.previewUrl !== null && file.kind === 'video' && (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- only its first picture is shown, without sound
        <video class={styles.picture} src={file.previewUrl} muted preload="metadata" />
      )}
      <div class={styles.facts}>
        {kind !== null && <Icon icon={kind.icon} size={18} />}
        <p class={styles.name}>
          <span>{file.isVoice ? 'Voice message' : file.filename}</span>
          <small>
            {sizeText(file.sizeBytes)}
            {isGoingUp && (percent === 0 ? ', waiting to upload' : `, ${percent} % uploaded`)}
          </small>
        </p>
        {isGoingUp && <IconButton icon={X} label={`Cancel ${file.filename}`} size="sm" onClick={onCancel} />}
      </div>
      {isGoingUp && (
        <progress
          class={styles.progress}
          aria-label={`Uploading ${file.filename}`}
          value={percent}
          max={100}
        />
      )}
    </div>
  );
};
