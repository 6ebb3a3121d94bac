import type { ComponentChildren, RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Check, type IconNode } from 'lucide';
import { Icon } from './icon.tsx';
import { Popover } from './popover.tsx';
import styles from './menu.module.css';

export interface MenuItem {
  id: string;
  label: string;
  hint?: string | undefined;
  icon?: IconNode | undefined;
  /** Drawn instead of an icon. */
  lead?: ComponentChildren;
  checked?: boolean;
  tone?: 'danger';
  startsGroup?: boolean;
  onSelect: () => void;
}

interface MenuProps {
  label: string;
  anchor: RefObject<HTMLElement | null>;
  open: boolean;
  onClose: () => void;
  items: readonly MenuItem[];
  align?: 'start' | 'end';
  side?: 'top' | 'bottom';
  /** Offers a field to narrow a long list. */
  filterLabel?: string | undefined;
  header?: ComponentChildren;
}

const MOVES: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

export const Menu = (props: MenuProps) => (
  <Popover
    anchor={props.anchor}
    open={props.open}
    onClose={props.onClose}
    align={props.align ?? 'start'}
    side={props.side ?? 'bottom'}
  >
    <MenuList {...props} />
  </Popover>
);

const MenuList = ({ label, items, onClose, filterLabel, header }: MenuProps) => {
  const list = useRef<HTMLDivElement>(null);
  const [filter, setFilter] = useState('');
  const shown = items.filter((item) => item.label.toLowerCase().includes(filter.trim().toLowerCase()));
  const isChoice = items.some((item) => item.checked !== undefined);

  const buttons = () => [...(list.current?.querySelectorAll<HTMLButtonElement>('[data-menu-item]') ?? [])];
  const initialId =
    filterLabel === undefined ? (items.find((item) => item.checked === true) ?? items[0])?.id : undefined;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') onClose();
    const all = buttons();
    const move = MOVES[event.key];
    const inField = event.target instanceof HTMLInputElement;
    if (move !== undefined && all.length > 0 && !(inField && (event.key === 'Home' || event.key === 'End'))) {
      event.preventDefault();
      event.stopPropagation();
      const at = all.indexOf(document.activeElement as HTMLButtonElement);
      all[at === -1 ? (event.key === 'ArrowUp' ? all.length - 1 : 0) : move(at, all.length)]?.focus();
      return;
    }
    if (inField) {
      if (event.key === 'Enter') all[0]?.click();
      if (event.key !== 'Escape') event.stopPropagation();
      return;
    }
    if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey) {
      event.stopPropagation();
      const key = event.key.toLowerCase();
      all.find((button) => button.textContent.trim().toLowerCase().startsWith(key))?.focus();
    }
  };

  return (
    <div class={styles.menu} ref={list} onKeyDown={onKeyDown} role="presentation">
      {header}
      {filterLabel !== undefined && (
        <input
          class={styles.filter}
          data-initial-focus
          type="text"
          aria-label={filterLabel}
          placeholder={filterLabel}
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
      )}
      <div role="menu" aria-label={label}>
        {shown.map((item) => (
          <button
            key={item.id}
            type="button"
            tabIndex={-1}
            data-menu-item
            data-initial-focus={item.id === initialId ? '' : undefined}
            data-tone={item.tone}
            data-starts-group={item.startsGroup === true ? '' : undefined}
            role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
            aria-checked={item.checked}
            class={styles.item}
            onClick={() => {
              onClose();
              item.onSelect();
            }}
          >
            {item.lead ?? (item.icon !== undefined && <Icon icon={item.icon} size={16} />)}
            <span class={styles.label}>{item.label}</span>
            {item.hint !== undefined && <span class={styles.hint}>{item.hint}</span>}
            {isChoice && (
              <span class={styles.check}>{item.checked === true && <Icon icon={Check} size={16} />}</span>
            )}
          </button>
        ))}
        {shown.length === 0 && <p class={styles.none}>Nobody by that name.</p>}
      </div>
    </div>
  );
};
