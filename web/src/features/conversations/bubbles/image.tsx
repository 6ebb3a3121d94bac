import { useRef, useState } from 'preact/hooks';
import { Image } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import type { ContentProps } from '../bubble-actions.ts';
import { sizeText } from '../content.rules.ts';
import { isHeavyPicture, mediaBox } from '../media-box.rules.ts';
import { MediaAbsence, useMediaLink } from './media-frame.tsx';
import styles from './image.module.css';

export const ImageContent = ({ message, actions }: ContentProps) => {
  const { media } = message;
  const link = useMediaLink({ message, actions });
  const button = useRef<HTMLButtonElement>(null);
  const isHeavy = isHeavyPicture(media?.sizeBytes ?? null);
  // The first address stays: a renewed one would load the same bytes again.
  const shown = useRef<string | null>(null);
  shown.current ??= (isHeavy ? link?.thumbnailUrl : link?.url) ?? null;
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
      {isHeavy && !media.hasThumbnail && (
        <span class={styles.unloaded}>
          <Icon icon={Image} size={28} />
          {sizeText(media.sizeBytes ?? 0)}
        </span>
      )}
      {!isHeavy && link?.thumbnailUrl != null && !isLoaded && (
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
