import { useSignal } from '@preact/signals';
import type { Message } from '../../../world/types.ts';
import { Icon } from '../ui/icon.tsx';
import { FormattedText } from './formatted-text.tsx';
import styles from './media-content.module.css';
import { fields, text } from './read-content.ts';

type Props = { kind: string; content: Message['content']; onPlay?: (() => void) | undefined };

/** A stored file is shown; a link is only named, for the page never loads anything from elsewhere. */
export function MediaContent({ kind, content, onPlay }: Props) {
  const media = fields(content);
  const id = text(media['id']);
  const caption = text(media['caption']);
  const name = text(media['filename']) || text(media['link']) || kind;
  return (
    <>
      {id === '' ? (
        <FileChip name={name} href={text(media['link'])} />
      ) : (
        <StoredMedia kind={kind} id={id} name={name} onPlay={onPlay} />
      )}
      {caption !== '' && (
        <p>
          <FormattedText text={caption} />
        </p>
      )}
    </>
  );
}

type StoredProps = { kind: string; id: string; name: string; onPlay: (() => void) | undefined };

function StoredMedia({ kind, id, name, onPlay }: StoredProps) {
  const source = `/control/media/${id}/bytes`;
  const isMissing = useSignal(false);
  if (isMissing.value) return <FileChip name={`${name} (no longer there)`} href={source} />;
  switch (kind) {
    case 'image':
      return <img class={styles['image']} src={source} alt={name} onError={() => (isMissing.value = true)} />;
    case 'sticker':
      return <img class={styles['sticker']} src={source} alt="Sticker" />;
    case 'video':
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- whatever somebody sent: there are no captions
      return <video class={styles['image']} src={source} controls preload="metadata" />;
    case 'audio':
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- whatever somebody sent: there are no captions
      return <audio class={styles['audio']} src={source} controls preload="metadata" onPlay={onPlay} />;
    default:
      return <FileChip name={name} href={source} />;
  }
}

function FileChip({ name, href }: { name: string; href: string }) {
  return (
    <a class={styles['file']} href={href} target="_blank" rel="noreferrer noopener">
      <Icon name="file" />
      <span class={styles['fileName']}>{name}</span>
    </a>
  );
}
