import { useEffect, useRef } from 'preact/hooks';
import styles from './tabs.module.css';

/** Further tabs than are in sight fade out at the edge that they lie behind. */
const tellCut = (element: HTMLElement) => {
  element.toggleAttribute('data-more-before', element.scrollLeft > 1);
  element.toggleAttribute(
    'data-more-after',
    element.scrollLeft + element.clientWidth < element.scrollWidth - 1,
  );
};

interface TabsProps<Id extends string> {
  label: string;
  tabs: readonly { id: Id; label: string; count?: number | undefined }[];
  value: Id;
  onValue: (id: Id) => void;
  /** The id of the element that the tabs change. */
  controls?: string;
}

export const Tabs = <Id extends string>({ label, tabs, value, onValue, controls }: TabsProps<Id>) => {
  const list = useRef<HTMLDivElement>(null);
  // Where there is no room for all, the open one is in sight.
  useEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const showOpen = () => {
      const open = element.querySelector<HTMLElement>('[aria-selected=true]');
      if (open !== null) element.scrollLeft = open.offsetLeft - (element.clientWidth - open.offsetWidth) / 2;
    };
    const resized = new ResizeObserver(() => {
      showOpen();
      tellCut(element);
    });
    resized.observe(element);
    return () => resized.disconnect();
  }, [value]);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === value);
    const next = {
      ArrowRight: tabs[(at + 1) % tabs.length],
      ArrowLeft: tabs.at(at - 1),
      Home: tabs[0],
      End: tabs.at(-1),
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onValue(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the focus is on the tabs inside
    <div
      class={styles.tabs}
      role="tablist"
      aria-label={label}
      ref={list}
      onKeyDown={onKeyDown}
      onScroll={(event) => tellCut(event.currentTarget)}
    >
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          data-tab={tab.id}
          aria-selected={tab.id === value}
          aria-controls={controls}
          tabIndex={tab.id === value ? 0 : -1}
          class={styles.tab}
          onClick={() => onValue(tab.id)}
        >
          {tab.label}
          {tab.count !== undefined && tab.count > 0 && <span class={styles.count}>{tab.count}</span>}
        </button>
      ))}
    </div>
  );
};
