import { useRef, useState } from 'preact/hooks';
import type { ContentProps } from '../bubble-actions.ts';
import { mediaBox } from '../media-box.rules.ts';
import { MediaAbsence, useMediaLink } from './media-frame.tsx';
import styles from './image.module.css';

export const ImageContent = ({ message, actions }: ContentProps) => {
  const { media } = message;
  const link = useMediaLink({ message, actions });
  const button = useRef<HTMLButtonElement>(null);
  // The first address stays: a renewed one would load the same bytes again.
  const shown = useRef<string | null>(null);
  shown.current ??= link?.url ?? null;
  const [isLoaded, setIsLoaded] = useState(false);
  const hasFailed = useRef(false);
  if (media?.state !== 'ready') return <MediaAbsence message={message} actions={actions} />;
  const box = mediaBox(media.width, media.height);
  const open = () => {
    if (button.current !== null)
      actions.open({ kind: 'viewer', messageId: message.id, anchor: button.current });
  };
  return (
    <button
      ref={button}
      type="button"
      class={styles.frame}
      style={{ width: `${box.width}px`, aspectRatio: `${box.width} / ${box.height}` }}
      aria-label={message.text === null ? 'Photo. Open it' : `Photo: ${message.text}. Open it`}
      data-loaded={isLoaded ? '' : undefined}
      onClick={open}
    >
      {link?.thumbnailUrl != null && !isLoaded && (
        <img class={styles.blurred} src={link.thumbnailUrl} alt="" />
      )}
      {shown.current !== null && (
        <img
          class={styles.picture}
          src={shown.current}
          alt=""
          decoding="async"
          draggable={false}
          onLoad={() => setIsLoaded(true)}
          onError={() => {
            if (hasFailed.current) return;
            hasFailed.current = true;
            shown.current = null;
            actions.links.renew(message.id);
          }}
        />
      )}
    </button>
  );
};
