import { useEffect, useRef, useState } from 'preact/hooks';
import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from 'lucide';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import { Toasts } from '../../ui/toasts.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import type { BubbleActions } from './bubble-actions.ts';
import { useMediaLink } from './bubbles/media-frame.tsx';
import { FormattedText } from './formatted-text.tsx';
import { fullMoment } from './times.rules.ts';
import { ZoomablePicture } from './zoomable-picture.tsx';
import styles from './media-viewer.module.css';

const ZOOMS = [1, 1.5, 2, 3, 4];

interface MediaViewerProps {
  message: Message;
  messages: readonly Message[];
  actions: BubbleActions;
  onShow: (messageId: string) => void;
  onClose: () => void;
}

const canBeViewed = ({ type, media, revokedAtMs }: Message) =>
  (type === 'image' || type === 'video') && media?.state === 'ready' && revokedAtMs === null;

/** A picture or film over the whole page, with the thread's others before and after it. */
export const MediaViewer = ({ message, messages, actions, onShow, onClose }: MediaViewerProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const [zoom, setZoom] = useState(1);
  const [isOpen, setIsOpen] = useState(false);
  const all = messages.filter(canBeViewed);
  const at = all.findIndex(({ id }) => id === message.id);
  const link = useMediaLink({ message, actions });
  const name = message.type === 'video' ? 'Video' : 'Photo';

  useEffect(() => {
    const element = dialog.current;
    const returnTo = document.activeElement;
    element?.showModal();
    setIsOpen(true);
    return () => {
      element?.close();
      if (returnTo instanceof HTMLElement && returnTo.isConnected) returnTo.focus();
    };
  }, []);
  useEffect(() => setZoom(1), [message.id]);

  const show = (step: number) => {
    const next = all[at + step];
    if (next !== undefined) onShow(next.id);
  };
  const zoomBy = (step: number) =>
    setZoom((known) => ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, ZOOMS.indexOf(known) + step))] ?? 1);

  const KEYS: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => show(-1),
    ArrowRight: () => show(1),
    '+': () => zoomBy(1),
    '=': () => zoomBy(1),
    '-': () => zoomBy(-1),
    '0': () => setZoom(1),
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys belong to the whole viewer
    <dialog
      ref={dialog}
      class={styles.viewer}
      aria-label={`${name} from ${actions.authorOf(message)}`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.target instanceof HTMLVideoElement && event.key.startsWith('Arrow')) return;
        const run = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
        if (run === undefined) return;
        event.preventDefault();
        run();
      }}
    >
      <header class={styles.bar}>
        <p class={styles.who}>
          <strong dir="auto">{actions.authorOf(message)}</strong>
          <span>
            {fullMoment(message.sentAtMs)}
            {all.length > 1 && ` · ${at + 1} of ${all.length}`}
          </span>
        </p>
        {message.type === 'image' && (
          <>
            <Tool icon={ZoomOut} label="Smaller" disabled={zoom === 1} onClick={() => zoomBy(-1)} />
            <output class={styles.zoom}>{Math.round(zoom * 100)} %</output>
            <Tool icon={ZoomIn} label="Larger" disabled={zoom === ZOOMS.at(-1)} onClick={() => zoomBy(1)} />
          </>
        )}
        {link !== null && (
          <a
            class={styles.tool}
            href={link.downloadUrl}
            download={message.media?.filename ?? ''}
            // Without a target the router would take it for one of our pages.
            target="_blank"
            rel="noopener"
            aria-label="Download"
            title="Download"
          >
            <Icon icon={Download} size={20} />
          </a>
        )}
        <Tool icon={X} label="Close" onClick={onClose} />
      </header>
      <div class={styles.stage}>
        {link === null ? (
          <Spinner size={28} label="Loading" />
        ) : message.type === 'video' ? (
          // oxlint-disable-next-line jsx-a11y/media-has-caption -- people's own films have no captions
          <video key={message.id} class={styles.film} src={link.url} controls autoplay playsInline />
        ) : (
          <ZoomablePicture
            key={message.id}
            url={link.url}
            zoom={zoom}
            label={message.text ?? name}
            onToggle={() => setZoom(zoom === 1 ? 2 : 1)}
          />
        )}
      </div>
      {message.text !== null && (
        <div class={styles.caption} dir="auto">
          <FormattedText text={message.text} />
        </div>
      )}
      {at > 0 && (
        <button
          type="button"
          class={styles.side}
          data-side="left"
          aria-label="Previous"
          onClick={() => show(-1)}
        >
          <Icon icon={ChevronLeft} size={26} />
        </button>
      )}
      {at < all.length - 1 && (
        <button type="button" class={styles.side} data-side="right" aria-label="Next" onClick={() => show(1)}>
          <Icon icon={ChevronRight} size={26} />
        </button>
      )}
      {isOpen && <Toasts />}
    </dialog>
  );
};

const Tool = ({
  icon,
  label,
  disabled = false,
  onClick,
}: {
  icon: typeof X;
  label: string;
  disabled?: boolean;
  onClick: () => void;
}) => (
  <button
    type="button"
    class={styles.tool}
    aria-label={label}
    title={label}
    disabled={disabled}
    onClick={onClick}
  >
    <Icon icon={icon} size={20} />
  </button>
);
