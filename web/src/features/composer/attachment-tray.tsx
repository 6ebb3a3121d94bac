import { FileText, Music, X } from 'lucide';
import type { MediaKind } from '../../../../workers/contracts/api/media.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { CAPTION_CHARACTERS, sizeText, STICKER_HINT, takesCaption } from './attachment.rules.ts';
import type { Attachment, ComposerStore } from './composer-store.ts';
import styles from './attachment-tray.module.css';

const KIND_NAMES: Record<MediaKind, string> = {
  image: 'Send as photo',
  video: 'Send as video',
  audio: 'Send as audio',
  sticker: 'Send as sticker',
  document: 'Send as document',
};

/** The files that are about to be sent, above the field. */
export const AttachmentTray = ({ composer }: { composer: ComposerStore }) => {
  const attachments = composer.attachments.value;
  if (attachments.length === 0) return null;
  return (
    <ul class={styles.tray} aria-label="Files to send">
      {attachments.map((attachment) => (
        <li key={attachment.id} class={styles.file}>
          <Picture attachment={attachment} />
          <div class={styles.facts}>
            <p class={styles.name} title={attachment.file.name}>
              {attachment.file.name}
            </p>
            <p class={styles.line}>
              <span class={styles.size}>{sizeText(attachment.file.size)}</span>
              {attachment.kinds.length > 1 ? (
                <select
                  class={styles.kind}
                  aria-label={`How to send ${attachment.file.name}`}
                  value={attachment.kind}
                  onChange={(event) => {
                    const kind = attachment.kinds.find((one) => one === event.currentTarget.value);
                    if (kind !== undefined) composer.sendAs(attachment.id, kind);
                  }}
                >
                  {attachment.kinds.map((kind) => (
                    <option key={kind} value={kind}>
                      {KIND_NAMES[kind]}
                    </option>
                  ))}
                </select>
              ) : (
                <span class={styles.size}>{KIND_NAMES[attachment.kind]}</span>
              )}
            </p>
            {attachment.kind === 'sticker' && <p class={styles.size}>{STICKER_HINT}</p>}
            {attachments.length > 1 && takesCaption(attachment.kind) && (
              <input
                class={styles.caption}
                aria-label={`Caption of ${attachment.file.name}`}
                placeholder="Add a caption"
                maxLength={CAPTION_CHARACTERS}
                value={attachment.caption}
                onInput={(event) => composer.caption(attachment.id, event.currentTarget.value)}
              />
            )}
          </div>
          <IconButton
            icon={X}
            label={`Remove ${attachment.file.name}`}
            size="sm"
            onClick={() => composer.remove(attachment.id)}
          />
        </li>
      ))}
    </ul>
  );
};

const Picture = ({ attachment: { previewUrl, kind, file } }: { attachment: Attachment }) => {
  if (previewUrl !== null && file.type.startsWith('image/'))
    return <img class={styles.picture} src={previewUrl} alt="" />;
  if (previewUrl !== null)
    return (
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- only its first picture is shown, without sound
      <video class={styles.picture} src={previewUrl} muted preload="metadata" />
    );
  return (
    <span class={styles.picture}>
      <Icon icon={kind === 'audio' ? Music : FileText} size={22} />
    </span>
  );
};
