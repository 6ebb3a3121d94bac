import { useLayoutEffect, useRef } from 'preact/hooks';
import styles from './media-viewer.module.css';

interface ZoomablePictureProps {
  url: string;
  /** How many times the size that fits the page. */
  zoom: number;
  label: string;
  onToggle: () => void;
}

/** A picture that fits its place, or is larger than it and can be dragged. */
export const ZoomablePicture = ({ url, zoom, label, onToggle }: ZoomablePictureProps) => {
  const place = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; y: number; left: number; top: number } | null>(null);
  // The first address stays: a renewed one would load the same bytes again.
  const shown = useRef(url);

  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    element.scrollLeft = (element.scrollWidth - element.clientWidth) / 2;
    element.scrollTop = (element.scrollHeight - element.clientHeight) / 2;
  }, [zoom]);

  return (
    <div
      ref={place}
      class={styles.place}
      data-zoomed={zoom > 1 ? '' : undefined}
      role="presentation"
      onDblClick={onToggle}
      onPointerDown={(event) => {
        const element = place.current;
        if (element === null || zoom === 1 || event.pointerType !== 'mouse') return;
        event.preventDefault();
        element.setPointerCapture(event.pointerId);
        const { scrollLeft: left, scrollTop: top } = element;
        drag.current = { x: event.clientX, y: event.clientY, left, top };
      }}
      onPointerMove={(event) => {
        const from = drag.current;
        if (from === null || place.current === null) return;
        place.current.scrollLeft = from.left - (event.clientX - from.x);
        place.current.scrollTop = from.top - (event.clientY - from.y);
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
    >
      <img
        src={shown.current}
        alt={label}
        draggable={false}
        style={{ width: `${zoom * 100}%`, height: `${zoom * 100}%` }}
      />
    </div>
  );
};
