import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { CircleAlert, Inbox } from 'lucide';
import { useShortcut } from '../../app/shortcuts.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { ConversationRow, ROW_PX } from './conversation-row.tsx';
import { useSteadyOrder } from './use-steady-order.ts';
import styles from './conversation-list.module.css';

/** Rows drawn beyond each edge of what is visible. */
const SPARE_ROWS = 8;
const LOAD_MORE_WITHIN_ROWS = 15;

interface ConversationListProps {
  openId: string | null;
  onNew: (() => void) | undefined;
}

export const ConversationList = ({ openId, onNew }: ConversationListProps) => {
  const { inbox, rows, selection, can } = useWorkspace();
  const scroller = useRef<HTMLDivElement>(null);
  const query = inbox.query.value;
  const { ids, onPointerMove, onPointerLeave } = useSteadyOrder(inbox.ids.value, query);
  const [view, setView] = useState({ top: 0, height: 800 });
  const lastCursor = useRef(0);

  const first = Math.max(0, Math.floor(view.top / ROW_PX) - SPARE_ROWS);
  const last = Math.min(ids.length, Math.ceil((view.top + view.height) / ROW_PX) + SPARE_ROWS);

  const look = () => {
    const element = scroller.current;
    if (element === null) return;
    const next = { top: Math.floor(element.scrollTop / ROW_PX) * ROW_PX, height: element.clientHeight };
    setView((now) => (now.top === next.top && now.height === next.height ? now : next));
  };
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => resized.disconnect();
  }, []);
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [query]);
  useEffect(() => {
    if (last + LOAD_MORE_WITHIN_ROWS >= ids.length && !inbox.hasMoreFailed.peek()) void inbox.loadMore();
  }, [last, ids.length, inbox.hasMore.value]);

  // Further down, what is on screen stays where it is when rows join or leave above.
  const anchor = useRef<{ id: string; index: number } | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const was = anchor.current;
    const at = was === null ? -1 : ids.indexOf(was.id);
    if (was !== null && at !== -1 && at !== was.index && element.scrollTop > ROW_PX) {
      element.scrollTop += (at - was.index) * ROW_PX;
      look();
    }
    const index = Math.floor(element.scrollTop / ROW_PX);
    const id = ids[index];
    anchor.current = id === undefined ? null : { id, index };
  }, [ids, view]);

  const focusRow = (index: number) => {
    const element = scroller.current;
    const id = ids[index];
    if (element === null || id === undefined) return;
    lastCursor.current = index;
    const top = index * ROW_PX;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW_PX > element.scrollTop + element.clientHeight)
      element.scrollTop = top + ROW_PX - element.clientHeight;
    look();
    requestAnimationFrame(() => element.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus());
  };
  const move = (step: number) => (event: KeyboardEvent) => {
    const active = document.activeElement;
    const isArrow = event.key.startsWith('Arrow');
    const isInList = active instanceof HTMLElement && scroller.current?.contains(active) === true;
    if (isArrow && !isInList && active !== document.body) return;
    event.preventDefault();
    const focused = isInList ? (active.dataset['row'] ?? null) : null;
    const from = ids.indexOf(focused ?? openId ?? '');
    // A row that has left the list (resolved, say) gave its place to the next one.
    if (from === -1) focusRow(openId === null ? 0 : Math.min(lastCursor.current, ids.length - 1));
    else focusRow(Math.max(0, Math.min(ids.length - 1, from + step)));
  };
  useShortcut('j', move(1));
  useShortcut('k', move(-1));
  useShortcut('ArrowDown', move(1));
  useShortcut('ArrowUp', move(-1));
  useShortcut('x', (event) => {
    const active = document.activeElement;
    const focused =
      active instanceof HTMLElement ? active.closest('li')?.querySelector<HTMLElement>('[data-row]') : null;
    const id = focused?.dataset['row'] ?? openId;
    if (id === null || id === undefined || !can('conversations:write')) return;
    event.preventDefault();
    selection.toggle(id);
  });
  useEffect(() => {
    const at = openId === null ? -1 : ids.indexOf(openId);
    if (at !== -1) lastCursor.current = at;
  }, [openId, ids]);

  const phase = inbox.phase.value;
  const isEmpty = ids.length === 0;
  return (
    <div
      id="conversations"
      class={styles.scroller}
      ref={scroller}
      role="tabpanel"
      aria-label="Conversations of this view"
      onScroll={look}
      onPointerMove={onPointerMove}
      onPointerLeave={onPointerLeave}
    >
      <ul class={styles.list} aria-label="Conversations" style={{ height: `${ids.length * ROW_PX}px` }}>
        {ids.slice(first, last).map((id, offset) => {
          const row = rows.find(id);
          return row === null ? null : (
            <ConversationRow
              key={id}
              row={row}
              index={first + offset}
              total={inbox.hasMore.value ? -1 : ids.length}
              isOpen={id === openId}
            />
          );
        })}
      </ul>
      {/* The open conversation may have come before the list. */}
      {ids.length < 2 && phase === 'loading' && <LoadingRows />}
      {isEmpty && phase === 'ready' && <Nothing onNew={onNew} />}
      {phase === 'failed' && (
        <EmptyState
          icon={CircleAlert}
          title="The list could not be loaded"
          action={<Button onClick={() => void inbox.load()}>Try again</Button>}
        >
          {inbox.problem.value?.message}
        </EmptyState>
      )}
      {inbox.hasMoreFailed.value && (
        <p class={styles.more}>
          <Button size="sm" onClick={() => void inbox.loadMore()}>
            More could not be loaded. Try again
          </Button>
        </p>
      )}
      {inbox.isLoadingMore.value && (
        <p class={styles.more}>
          <Spinner label="Loading more conversations" />
        </p>
      )}
    </div>
  );
};

const Nothing = ({ onNew }: { onNew: (() => void) | undefined }) => {
  const { inbox } = useWorkspace();
  const { search, status, view, channelId } = inbox.query.value;
  if (search !== '')
    return (
      // Messages stand below: what was found of them is not pushed away by what was not.
      <div class={styles.nobody}>
        <p>
          <strong>Nobody found</strong>
          No contact here has a name or number that begins with “{search}”.
        </p>
        {status !== 'all' && (
          <Button size="sm" onClick={() => void inbox.setQuery({ status: 'all', view: 'all' })}>
            Search everywhere
          </Button>
        )}
      </div>
    );
  if (view === 'mine')
    return (
      <EmptyState icon={Inbox} title="Nothing is waiting for you">
        Conversations that are assigned to you appear here.
      </EmptyState>
    );
  if (status !== 'open' || view !== 'all' || channelId !== null)
    return (
      <EmptyState icon={Inbox} title="Nothing here">
        No conversation fits these filters.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={Inbox}
      title="All answered"
      action={onNew !== undefined && <Button onClick={onNew}>New conversation</Button>}
    >
      New messages appear here by themselves.
    </EmptyState>
  );
};

const LoadingRows = () => (
  <output aria-label="Loading conversations">
    {Array.from({ length: 9 }, (_, index) => (
      <div key={index} class={styles.loadingRow}>
        <Skeleton shape="circle" />
        <div class={styles.loadingLines}>
          <Skeleton width={index % 2 === 0 ? 'half' : 'short'} />
          <Skeleton width="long" />
        </div>
      </div>
    ))}
  </output>
);
