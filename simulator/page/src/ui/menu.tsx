import { useSignal } from '@preact/signals';
import { Fragment } from 'preact';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import styles from './menu.module.css';
import { useDismissal } from './use-dismissal.ts';

export type MenuItem = { label: string; icon: IconName; choose: () => void };
export type MenuGroup = { title?: string; items: MenuItem[] };

type Props = {
  label: string;
  icon: IconName;
  groups: MenuGroup[];
  /** Where the list opens from. */
  place: 'below-right' | 'above-left';
  children?: ComponentChildren;
};

/** A button with a list of things to do. Arrow keys move in it, Escape closes it. */
export function Menu({ label, icon, groups, place, children }: Props) {
  const isOpen = useSignal(false);
  const list = useRef<HTMLUListElement>(null);
  useDismissal(isOpen.value, () => (isOpen.value = false), 'escape-and-click');
  useEffect(() => {
    if (isOpen.value) list.current?.focus();
  }, [isOpen.value]);
  return (
    <div class={styles['menu']}>
      <button
        type="button"
        class={styles['open']}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        onClick={(event) => {
          event.stopPropagation();
          isOpen.value = !isOpen.value;
        }}
      >
        <Icon name={icon} />
      </button>
      {children}
      {isOpen.value && (
        <ul
          ref={list}
          class={styles['list']}
          data-place={place}
          role="menu"
          tabIndex={-1}
          aria-label={label}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
            if (step === 0) return;
            event.preventDefault();
            moveFocus(event.currentTarget, step);
          }}
        >
          {groups.map(({ title, items }) => (
            <Fragment key={title ?? ''}>
              {title !== undefined && (
                <li role="presentation" class={styles['title']}>
                  {title}
                </li>
              )}
              {items.map((item) => (
                <li key={item.label} role="none">
                  <button type="button" role="menuitem" class={styles['item']} onClick={item.choose}>
                    <Icon name={item.icon} size={18} /> {item.label}
                  </button>
                </li>
              ))}
            </Fragment>
          ))}
        </ul>
      )}
    </div>
  );
}

function moveFocus(menu: HTMLElement, step: number): void {
  const items = [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const now = items.findIndex((item) => item === document.activeElement);
  const next = now === -1 ? (step > 0 ? 0 : items.length - 1) : (now + step + items.length) % items.length;
  items[next]?.focus();
}
