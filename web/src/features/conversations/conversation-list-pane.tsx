import { useEffect, useRef, useState } from 'preact/hooks';
import { ListChecks, ListFilter, RadioTower, Search, SquarePen, X } from 'lucide';
import { useShortcut } from '../../app/shortcuts.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { SearchGroups } from '../search/search-groups.tsx';
import { ConversationList } from './conversation-list.tsx';
import { SelectionBar } from './selection-bar.tsx';
import type { InboxQuery } from './inbox-list.rules.ts';
import styles from './conversation-list-pane.module.css';

const VIEWS = [
  { id: 'all', label: 'All' },
  { id: 'mine', label: 'Mine' },
  { id: 'unassigned', label: 'Unassigned' },
] as const;
const STATUS_NAMES: Record<InboxQuery['status'], string> = {
  open: 'Open',
  pending: 'Pending',
  snoozed: 'Snoozed',
  resolved: 'Resolved',
  all: 'Any status',
};
const SEARCH_AFTER_MS = 250;

interface ConversationListPaneProps {
  openId: string | null;
  onNew: (() => void) | undefined;
}

export const ConversationListPane = ({ openId, onNew }: ConversationListPaneProps) => {
  const { inbox, selection, can } = useWorkspace();
  const query = inbox.query.value;
  const isTicking = selection.isOn.value;
  return (
    <section class={styles.pane} aria-label="Inbox">
      <header class={styles.header}>
        <h1 class={styles.title}>Inbox</h1>
        {onNew !== undefined && (
          <IconButton icon={SquarePen} label="New conversation" shortcut="N" onClick={onNew} />
        )}
      </header>
      <div class={styles.controls}>
        <SearchField />
        <Tabs
          label="Whose conversations"
          tabs={VIEWS}
          value={query.view}
          controls="conversations"
          onValue={(view) => void inbox.setQuery({ view })}
        />
        <div class={styles.filters}>
          <StatusFilter />
          <ChannelFilter />
          {can('conversations:write') && !isTicking && (
            <Button size="sm" variant="ghost" icon={ListChecks} onClick={selection.begin}>
              Select
            </Button>
          )}
        </div>
      </div>
      <SearchGroups openId={openId}>
        <ConversationList openId={openId} onNew={onNew} />
      </SearchGroups>
      {isTicking && <SelectionBar />}
    </section>
  );
};

const SearchField = () => {
  const { inbox } = useWorkspace();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(inbox.query.peek().search);
  useEffect(() => {
    const timer = setTimeout(() => void inbox.setQuery({ search: text.trim() }), SEARCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  useShortcut('/', (event) => {
    event.preventDefault();
    field.current?.focus();
    field.current?.select();
  });
  const clear = () => {
    setText('');
    void inbox.setQuery({ search: '' });
  };
  return (
    <div class={styles.search}>
      <Icon icon={Search} size={16} />
      <input
        ref={field}
        type="search"
        dir="auto"
        aria-label="Search contacts and messages"
        placeholder="Search people and messages"
        autoComplete="off"
        spellcheck={false}
        maxLength={80}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          if (text === '') field.current?.blur();
          else clear();
        }}
      />
      {text === '' ? <Kbd>/</Kbd> : <IconButton icon={X} label="Clear search" size="sm" onClick={clear} />}
    </div>
  );
};

const StatusFilter = () => {
  const { inbox } = useWorkspace();
  const anchor = useRef<HTMLSpanElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const { status } = inbox.query.value;
  return (
    <span ref={anchor}>
      <Button
        size="sm"
        variant="ghost"
        icon={ListFilter}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={`Status: ${STATUS_NAMES[status]}`}
        onClick={() => setIsOpen(!isOpen)}
      >
        {STATUS_NAMES[status]}
      </Button>
      <Menu
        label="Status"
        anchor={anchor}
        open={isOpen}
        onClose={() => setIsOpen(false)}
        items={(['open', 'pending', 'snoozed', 'resolved', 'all'] as const).map((one) => ({
          id: one,
          label: STATUS_NAMES[one],
          checked: one === status,
          startsGroup: one === 'all',
          onSelect: () => void inbox.setQuery({ status: one }),
        }))}
      />
    </span>
  );
};

const ChannelFilter = () => {
  const { inbox, channels } = useWorkspace();
  const anchor = useRef<HTMLSpanElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const { channelId } = inbox.query.value;
  if (channels.channels.value.length < 2) return null;
  const name = channelId === null ? 'All channels' : (channels.find(channelId)?.name ?? 'Channel');
  const choices = [{ id: null, name: 'All channels' }, ...channels.channels.value];
  return (
    <span ref={anchor}>
      <Button
        size="sm"
        variant="ghost"
        icon={RadioTower}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={`Channel: ${name}`}
        onClick={() => setIsOpen(!isOpen)}
      >
        {name}
      </Button>
      <Menu
        label="Channel"
        anchor={anchor}
        open={isOpen}
        onClose={() => setIsOpen(false)}
        items={choices.map((choice) => ({
          id: choice.id ?? 'all',
          label: choice.name,
          checked: choice.id === channelId,
          onSelect: () => void inbox.setQuery({ channelId: choice.id }),
        }))}
      />
    </span>
  );
};
