import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { browserStorage } from '../../app/browser-storage.ts';
import { Popover } from '../../ui/popover.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import type { Emoji, EmojiGroup } from './emoji-data.ts';
import { findEmoji, withRecent } from './emoji-search.rules.ts';
import styles from './emoji-picker.module.css';

interface EmojiPickerProps {
  anchor: RefObject<HTMLElement | null>;
  open: boolean;
  onClose: () => void;
  onPick: (emoji: string) => void;
}

const RECENT_KEY = 'recado.emoji';
const RECENT = 'recent';
const COLUMNS = 8;

const readRecent = () => (browserStorage.read(RECENT_KEY) ?? '').split(' ').filter((one) => one !== '');

export const EmojiPicker = ({ anchor, open, onClose, onPick }: EmojiPickerProps) => (
  <Popover anchor={anchor} open={open} onClose={onClose} side="top" align="start">
    <Picker onPick={onPick} />
  </Popover>
);

const Picker = ({ onPick }: Pick<EmojiPickerProps, 'onPick'>) => {
  const [groups, setGroups] = useState<readonly EmojiGroup[] | null>(null);
  const [query, setQuery] = useState('');
  const [recent, setRecent] = useState(readRecent);
  const [groupId, setGroupId] = useState(() => (readRecent().length > 0 ? RECENT : '0'));
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void import('./emoji-data.ts').then(({ EMOJI_GROUPS }) => setGroups(EMOJI_GROUPS));
  }, []);
  useEffect(() => {
    grid.current?.scrollTo({ top: 0 });
  }, [groupId, query]);

  const pick = (emoji: string) => {
    const next = withRecent(recent, emoji);
    setRecent(next);
    browserStorage.write(RECENT_KEY, next.join(' '));
    onPick(emoji);
  };
  const shown = shownOf(groups ?? [], query, groupId, recent);

  const focusAt = (index: number) =>
    grid.current?.querySelectorAll<HTMLButtonElement>('button')[index]?.focus();
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    const buttons = [...(grid.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    if (step === undefined || at === -1) return;
    event.preventDefault();
    if (at + step < 0) grid.current?.parentElement?.querySelector('input')?.focus();
    else focusAt(Math.min(at + step, buttons.length - 1));
  };

  return (
    <fieldset class={styles.picker} aria-label="Emoji">
      <input
        class={styles.search}
        data-initial-focus
        type="search"
        aria-label="Search emoji"
        placeholder="Search emoji"
        autoComplete="off"
        spellcheck={false}
        maxLength={40}
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = shown;
          if (event.key === 'ArrowDown') focusAt(0);
          else if (event.key === 'Enter' && first !== undefined && query !== '') pick(first.emoji);
          else return;
          event.preventDefault();
        }}
      />
      {query.trim() === '' && (
        <fieldset class={styles.tabs} aria-label="Groups of emoji">
          {tabsOf(groups ?? [], recent).map((tab) => (
            <button
              key={tab.id}
              type="button"
              class={styles.tab}
              aria-label={tab.name}
              title={tab.name}
              aria-pressed={tab.id === groupId}
              onClick={() => setGroupId(tab.id)}
            >
              {tab.sign}
            </button>
          ))}
        </fieldset>
      )}
      <div class={styles.grid} ref={grid} onKeyDown={onKeyDown} role="presentation">
        {groups === null && <Spinner label="Loading emoji" />}
        {shown.map((one, index) => (
          <button
            key={one.emoji}
            type="button"
            class={styles.emoji}
            tabIndex={index === 0 ? 0 : -1}
            aria-label={one.name}
            title={one.name}
            onClick={() => pick(one.emoji)}
          >
            {one.emoji}
          </button>
        ))}
        {groups !== null && shown.length === 0 && <p class={styles.none}>No emoji by that name.</p>}
      </div>
    </fieldset>
  );
};

const shownOf = (
  groups: readonly EmojiGroup[],
  query: string,
  groupId: string,
  recent: readonly string[],
): readonly Emoji[] => {
  if (query.trim() !== '') return findEmoji(groups, query);
  if (groupId !== RECENT) return groups.find(({ id }) => id === groupId)?.emojis ?? [];
  const known = new Map(groups.flatMap(({ emojis }) => emojis).map((one) => [one.emoji, one]));
  return recent.flatMap((emoji) => known.get(emoji) ?? []);
};

const tabsOf = (groups: readonly EmojiGroup[], recent: readonly string[]) => [
  ...(recent.length === 0 ? [] : [{ id: RECENT, name: 'Used last', sign: '🕘' }]),
  ...groups.map(({ id, name, emojis }) => ({ id, name, sign: emojis[0]?.emoji ?? '' })),
];
