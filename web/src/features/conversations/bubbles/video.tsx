import { useRef, useState } from 'preact/hooks';
import { Play } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import type { ContentProps } from '../bubble-actions.ts';
import { durationText } from '../content.rules.ts';
import { mediaBox } from '../media-box.rules.ts';
import { MediaAbsence, useMediaLink } from './media-frame.tsx';
import styles from './video.module.css';

/** A still of the film: it plays in the viewer. */
export const VideoContent = ({ message, actions }: ContentProps) => {
  const { media } = message;
  const link = useMediaLink({ message, actions });
  const button = useRef<HTMLButtonElement>(null);
  const shown = useRef<string | null>(null);
  shown.current ??= link?.url ?? null;
  const [seconds, setSeconds] = useState<number | null>(null);
  if (media?.state !== 'ready') return <MediaAbsence message={message} actions={actions} />;
  const box = mediaBox(media.width, media.height);
  const durationMs = media.durationMs ?? (seconds === null ? null : seconds * 1_000);
  return (
    <button
      ref={button}
      type="button"
      class={styles.frame}
      style={{ width: `${box.width}px`, aspectRatio: `${box.width} / ${box.height}` }}
      aria-label={message.text === null ? 'Video. Play it' : `Video: ${message.text}. Play it`}
      onClick={() => {
        if (button.current !== null)
          actions.open({ kind: 'viewer', messageId: message.id, anchor: button.current });
      }}
    >
      {link?.thumbnailUrl != null ? (
        <img class={styles.still} src={link.thumbnailUrl} alt="" />
      ) : (
        shown.current !== null && (
          // A tenth of a second in: the first picture of many films is black.
          <video
            class={styles.still}
            src={`${shown.current}#t=0.1`}
            preload="metadata"
            muted
            playsInline
            tabIndex={-1}
            onLoadedMetadata={({ currentTarget: { duration } }) =>
              setSeconds(Number.isFinite(duration) ? duration : null)
            }
          />
        )
      )}
      <span class={styles.play}>
        <Icon icon={Play} size={24} />
      </span>
      {durationMs !== null && <span class={styles.duration}>{durationText(durationMs)}</span>}
    </button>
  );
};
