import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { FoundMessageRow } from './found-message-row.tsx';
import { createMessageSearchStore } from './message-search-store.ts';
import { SearchFilterBar } from './search-filter-bar.tsx';
import { isNarrowed, NO_FILTERS } from './search-filters.rules.ts';
import groups from './search-groups.module.css';
import styles from './found-messages.module.css';

interface FoundMessagesProps {
  q: string;
  channelId: string | null;
  openId: string | null;
}

export const FoundMessages = ({ q, channelId, openId }: FoundMessagesProps) => {
  const { api } = useWorkspace();
  const store = useMemo(() => createMessageSearchStore({ api }), []);
  const list = useRef<HTMLUListElement>(null);
  const [filters, setFilters] = useState(NO_FILTERS);
  const [chosenId, setChosenId] = useState<string | null>(null);
  useEffect(() => {
    list.current?.scrollTo({ top: 0 });
    void store.search({ q, channelId, filters });
  }, [q, channelId, filters]);

  const found = store.found.value;
  const phase = store.phase.value;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    const next = links[links.findIndex((link) => link === document.activeElement) + step];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <section class={styles.messages} aria-label="Found messages" aria-busy={phase === 'loading'}>
      <h2 class={groups.title}>Messages</h2>
      <SearchFilterBar
        filters={filters}
        onFilters={(change) => setFilters((now) => ({ ...now, ...change }))}
      />
      <output class="visually-hidden">
        {phase === 'ready' ? countText(found.length, store.hasMore.value) : ''}
      </output>
      {found.length === 0 ? (
        <Nothing
          phase={phase}
          q={q}
          retry={() => void store.search({ q, channelId, filters })}
          isFiltered={isNarrowed(filters)}
        />
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move between the links inside, which Tab reaches as well
        <ul
          class={styles.list}
          ref={list}
          onKeyDown={onKeyDown}
          data-stale={phase === 'loading' ? '' : undefined}
        >
          {found.map((item) => (
            <FoundMessageRow
              key={item.message.id}
              found={item}
              isOpen={item.message.id === chosenId && item.conversation.id === openId}
              onOpen={() => setChosenId(item.message.id)}
            />
          ))}
          {store.hasMore.value && (
            <li class={styles.more}>
              <Button size="sm" busy={phase === 'loading'} onClick={() => void store.loadMore()}>
                {phase === 'failed' ? 'More could not be loaded. Try again' : 'Show more'}
              </Button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
};

const countText = (count: number, hasMore: boolean): string => {
  if (count === 0) return 'No messages found';
  return `${count}${hasMore ? ' or more' : ''} ${count === 1 && !hasMore ? 'message' : 'messages'} found`;
};

const Nothing = ({
  phase,
  q,
  isFiltered,
  retry,
}: {
  phase: 'loading' | 'ready' | 'failed';
  q: string;
  isFiltered: boolean;
  retry: () => void;
}) => {
  if (phase === 'loading')
    return (
      <p class={styles.note}>
        <Spinner label="Searching messages" />
      </p>
    );
  if (phase === 'failed')
    return (
      <p class={styles.note}>
        <Button size="sm" onClick={retry}>
          Messages could not be searched. Try again
        </Button>
      </p>
    );
  return (
    <p class={styles.note}>
      No message contains “{q}”{isFiltered && ', with these filters'}.
    </p>
  );
};
