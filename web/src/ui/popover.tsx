import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { classNames } from './class-names.ts';
import { placeBeside } from './place-beside.ts';
import styles from './popover.module.css';

interface PopoverProps {
  anchor: RefObject<HTMLElement | null>;
  open: boolean;
  onClose: () => void;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom';
  class?: string | undefined;
  children: ComponentChildren;
}

/** A floating surface in the top layer. Closes on a press outside and on Escape, and gives the focus back. `data-initial-focus` marks what takes it. */
export const Popover = ({
  anchor,
  open,
  onClose,
  align = 'start',
  side = 'bottom',
  class: className,
  children,
}: PopoverProps) => {
  const surface = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = surface.current;
    const around = anchor.current;
    if (!open || element === null || around === null) return undefined;
    const place = () => placeBeside(around, element, { side, align });
    element.showPopover();
    place();
    element.querySelector<HTMLElement>('[data-initial-focus]')?.focus();
    const resized = new ResizeObserver(place);
    resized.observe(element);
    addEventListener('resize', place);
    return () => {
      resized.disconnect();
      removeEventListener('resize', place);
      const hadFocus = element.contains(document.activeElement);
      if (element.matches(':popover-open')) element.hidePopover();
      if (hadFocus) (around.matches('button') ? around : around.querySelector('button'))?.focus();
    };
  }, [open]);

  useEffect(() => {
    if (!open) return undefined;
    const onPointerDown = (event: PointerEvent) => {
      const path = event.composedPath();
      if (surface.current !== null && path.includes(surface.current)) return;
      if (anchor.current !== null && path.includes(anchor.current)) return;
      onClose();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      event.preventDefault();
      onClose();
    };
    addEventListener('pointerdown', onPointerDown, true);
    addEventListener('keydown', onKeyDown, true);
    return () => {
      removeEventListener('pointerdown', onPointerDown, true);
      removeEventListener('keydown', onKeyDown, true);
    };
  }, [open, onClose]);

  if (!open) return null;
  return (
    <div ref={surface} popover="manual" role="presentation" class={classNames(styles.popover, className)}>
      {children}
    </div>
  );
};
