import { useLayoutEffect, useRef, useState } from 'preact/hooks';
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
  const [natural, setNatural] = useState<{ width: number; height: number } | null>(null);
  // The first address stays: a renewed one would load the same bytes again.
  const shown = useRef(url);

  const room = place.current;
  const fit =
    natural === null || room === null
      ? null
      : Math.min(room.clientWidth / natural.width, room.clientHeight / natural.height, 1);

  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    element.scrollLeft = (element.scrollWidth - element.clientWidth) / 2;
    element.scrollTop = (element.scrollHeight - element.clientHeight) / 2;
  }, [zoom, natural]);

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
        drag.current = {
          x: event.clientX,
          y: event.clientY,
          left: element.scrollLeft,
          top: element.scrollTop,
        };
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
        style={
          fit === null || natural === null
            ? {}
            : { width: `${natural.width * fit * zoom}px`, height: `${natural.height * fit * zoom}px` }
        }
        onLoad={({ currentTarget }) =>
          setNatural({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
        }
      />
    </div>
  );
};
