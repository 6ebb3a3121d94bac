import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Kbd } from './kbd.tsx';
import { placeBeside } from './place-beside.ts';
import styles from './tooltip.module.css';

interface TooltipProps {
  text: string;
  shortcut?: string | undefined;
  children: ComponentChildren;
}

const SHOW_AFTER_MS = 450;

/** A label beside the control under the pointer or the keyboard focus. The control keeps its own accessible name. */
export const Tooltip = ({ text, shortcut, children }: TooltipProps) => {
  const wrap = useRef<HTMLSpanElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  /** Escape puts it away wherever the focus is (WCAG 2.2, 1.4.13). */
  const listening = useRef<AbortController | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const hide = () => {
    clearTimeout(timer.current);
    listening.current?.abort();
    if (tip.current?.matches(':popover-open') === true) tip.current.hidePopover();
  };
  const show = (delayMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const anchor = wrap.current?.firstElementChild;
      if (!(anchor instanceof HTMLElement) || tip.current === null || !tip.current.isConnected) return;
      // What it has opened says what it is, and stands where the label would.
      if (anchor.ariaExpanded === 'true' && anchor.ariaHasPopup !== null) return;
      tip.current.showPopover();
      listening.current?.abort();
      listening.current = new AbortController();
      const { signal } = listening.current;
      addEventListener('keydown', (event) => event.key === 'Escape' && hide(), { capture: true, signal });
      stayBeside(anchor, tip.current);
    }, delayMs);
  };
  useEffect(() => hide, []);

  return (
    <span
      class={styles.wrap}
      ref={wrap}
      onPointerEnter={(event) => event.pointerType === 'mouse' && show(SHOW_AFTER_MS)}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocusIn={(event) => (event.target as Element).matches(':focus-visible') && show(0)}
      onFocusOut={hide}
    >
      {children}
      <div class={styles.tip} ref={tip} popover="manual" aria-hidden="true">
        {text}
        {shortcut !== undefined && <Kbd onTooltip>{shortcut}</Kbd>}
      </div>
    </span>
  );
};

/** A dialog that opens gives its first control the focus before its content is there, and then grows. */
const stayBeside = (anchor: HTMLElement, tip: HTMLElement, placedFor?: DOMRect) => {
  if (!tip.matches(':popover-open')) return;
  const around = anchor.getBoundingClientRect();
  if (around.top !== placedFor?.top || around.left !== placedFor.left)
    placeBeside(anchor, tip, { side: 'bottom', align: 'center', gapPx: 6 });
  requestAnimationFrame(() => stayBeside(anchor, tip, around));
};
