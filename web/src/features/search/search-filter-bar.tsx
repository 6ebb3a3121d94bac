import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { CalendarDays, ChevronDown, PenLine, UserRound, X, type IconNode } from 'lucide';
import type { Contact } from '../../../../workers/contracts/api/contacts.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Popover } from '../../ui/popover.tsx';
import { contactTitle } from '../contacts/phone.rules.ts';
import { dayPresets, daysText, NO_FILTERS, type SearchFilters } from './search-filters.rules.ts';
import styles from './search-filter-bar.module.css';

interface FilterBarProps {
  filters: SearchFilters;
  onFilters: (change: Partial<SearchFilters>) => void;
}

/** Narrows the found messages: whose conversation, who wrote, when. */
export const SearchFilterBar = (props: FilterBarProps) => (
  <fieldset class={styles.bar} aria-label="Filters of the found messages">
    <ContactChip {...props} />
    <AuthorChip {...props} />
    <DaysChip {...props} />
  </fieldset>
);

interface ChipProps {
  icon: IconNode;
  /** What it filters by. */
  name: string;
  /** What it filters for; null while it does not. */
  value: string | null;
  popup: 'menu' | 'dialog';
  isOpen: boolean;
  onToggle: () => void;
  onClear: () => void;
  anchor: RefObject<HTMLSpanElement | null>;
  children: ComponentChildren;
}

const Chip = ({ icon, name, value, popup, isOpen, onToggle, onClear, anchor, children }: ChipProps) => (
  <span class={styles.chip} ref={anchor} data-active={value === null ? undefined : ''}>
    <button
      type="button"
      class={styles.open}
      aria-haspopup={popup}
      aria-expanded={isOpen}
      aria-label={value === null ? name : `${name}: ${value}`}
      onClick={onToggle}
    >
      <Icon icon={icon} size={13} />
      <span class={styles.value}>{value ?? name}</span>
      {value === null && <Icon icon={ChevronDown} size={13} />}
    </button>
    {value !== null && (
      <button type="button" class={styles.clear} aria-label={`Any ${name.toLowerCase()}`} onClick={onClear}>
        <Icon icon={X} size={13} />
      </button>
    )}
    {children}
  </span>
);

const AuthorChip = ({ filters, onFilters }: FilterBarProps) => {
  const { members, me } = useWorkspace();
  const anchor = useRef<HTMLSpanElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const people = members.members.value;
  const nameOf = (id: string) =>
    id === me.user.id ? 'You' : (people.find((one) => one.id === id)?.name ?? 'A colleague');
  return (
    <Chip
      icon={PenLine}
      name="Author"
      popup="menu"
      value={filters.authorId === null ? null : nameOf(filters.authorId)}
      isOpen={isOpen}
      onToggle={() => setIsOpen(!isOpen)}
      onClear={() => onFilters({ authorId: null })}
      anchor={anchor}
    >
      <Menu
        label="Author"
        anchor={anchor}
        open={isOpen}
        onClose={() => setIsOpen(false)}
        filterLabel={people.length > 8 ? 'Find a colleague' : undefined}
        items={people.map(({ id }) => ({
          id,
          label: nameOf(id),
          checked: id === filters.authorId,
          onSelect: () => onFilters({ authorId: id }),
        }))}
      />
    </Chip>
  );
};

const SEARCH_AFTER_MS = 200;
const SHOWN_CONTACTS = 6;

const ContactChip = ({ filters, onFilters }: FilterBarProps) => {
  const anchor = useRef<HTMLSpanElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Chip
      icon={UserRound}
      name="Contact"
      popup="dialog"
      value={filters.contact?.name ?? null}
      isOpen={isOpen}
      onToggle={() => setIsOpen(!isOpen)}
      onClear={() => onFilters({ contact: null })}
      anchor={anchor}
    >
      <Popover anchor={anchor} open={isOpen} onClose={() => setIsOpen(false)}>
        <ContactPicker
          onPick={(contact) => {
            onFilters({ contact: { id: contact.id, name: contactTitle(contact) } });
            setIsOpen(false);
          }}
        />
      </Popover>
    </Chip>
  );
};

const ContactPicker = ({ onPick }: { onPick: (contact: Contact) => void }) => {
  const { api } = useWorkspace();
  const list = useRef<HTMLUListElement>(null);
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly Contact[] | null>(null);
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      const q = query.trim();
      api.listContacts({ ...(q === '' ? {} : { q }), limit: SHOWN_CONTACTS }).then(
        ({ items }) => !isOver && setFound(items),
        () => !isOver && setFound([]),
      );
    }, SEARCH_AFTER_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [query]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) buttons[0]?.click();
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[buttons.findIndex((one) => one === document.activeElement) + step]?.focus();
  };
  return (
    <div class={styles.picker} onKeyDown={onKeyDown} role="presentation">
      <input
        class={styles.field}
        data-initial-focus
        type="search"
        aria-label="Find a contact"
        placeholder="Name or number"
        autoComplete="off"
        maxLength={80}
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      <ul class={styles.contacts} ref={list} aria-label="Contacts">
        {found?.map((contact) => (
          <li key={contact.id}>
            <button type="button" class={styles.contact} onClick={() => onPick(contact)}>
              {contactTitle(contact)}
            </button>
          </li>
        ))}
      </ul>
      {found?.length === 0 && <p class={styles.none}>Nobody by that name or number.</p>}
    </div>
  );
};

const DaysChip = ({ filters, onFilters }: FilterBarProps) => {
  const { nowMs } = useWorkspace();
  const anchor = useRef<HTMLSpanElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const { days } = filters;
  const close = () => setIsOpen(false);
  return (
    <Chip
      icon={CalendarDays}
      name="Date"
      popup="dialog"
      value={daysText(days, nowMs.value)}
      isOpen={isOpen}
      onToggle={() => setIsOpen(!isOpen)}
      onClear={() => onFilters({ days: NO_FILTERS.days })}
      anchor={anchor}
    >
      <Popover anchor={anchor} open={isOpen} onClose={close} align="end">
        <div class={styles.picker}>
          <div class={styles.presets}>
            {dayPresets(nowMs.value).map((preset, index) => (
              <Button
                key={preset.label}
                size="sm"
                data-initial-focus={index === 0 ? '' : undefined}
                onClick={() => {
                  onFilters({ days: preset.days });
                  close();
                }}
              >
                {preset.label}
              </Button>
            ))}
          </div>
          <div class={styles.days}>
            {(['from', 'to'] as const).map((side) => (
              <label key={side}>
                {side === 'from' ? 'From' : 'To'}
                <input
                  class={styles.field}
                  type="date"
                  value={days[side]}
                  max={side === 'from' && days.to !== '' ? days.to : undefined}
                  min={side === 'to' && days.from !== '' ? days.from : undefined}
                  onChange={(event) => onFilters({ days: { ...days, [side]: event.currentTarget.value } })}
                />
              </label>
            ))}
          </div>
        </div>
      </Popover>
    </Chip>
  );
};
