import { useRef } from 'preact/hooks';
import type { ContentProps } from '../bubble-actions.ts';
import { MediaAbsence, useMediaLink } from './media-frame.tsx';
import styles from './sticker.module.css';

export const StickerContent = ({ message, actions }: ContentProps) => {
  const link = useMediaLink({ message, actions });
  const shown = useRef<string | null>(null);
  shown.current ??= link?.url ?? null;
  if (message.media?.state !== 'ready') return <MediaAbsence message={message} actions={actions} compact />;
  return (
    <div class={styles.sticker}>
      {shown.current !== null && <img src={shown.current} alt="Sticker" decoding="async" draggable={false} />}
    </div>
  );
};
