import { useEffect, useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { MessagesSquare } from 'lucide';
import { browserStorage } from '../../app/browser-storage.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useIsPhone, useMediaQuery } from '../../ui/use-media-query.ts';
import { ContactPanel } from '../contacts/contact-panel.tsx';
import { ConversationListPane } from './conversation-list-pane.tsx';
import { NewConversationDialog } from './new-conversation-dialog.tsx';
import { ThreadPane } from './thread-pane.tsx';
import styles from './inbox-page.module.css';

const PANEL_KEY = 'recado.panel';

export const InboxPage = () => {
  const { params } = useRoute();
  const { route } = useLocation();
  const { can, selection } = useWorkspace();
  const conversationId = params['conversationId'] ?? null;
  const isPhone = useIsPhone();
  const isNarrow = useMediaQuery('(max-width: 1179px)');
  const [isPanelKept, setIsPanelKept] = useState(() => browserStorage.read(PANEL_KEY) !== 'closed');
  const [isStarting, setIsStarting] = useState(false);
  const isPanelOpen = isNarrow ? params['pane'] === 'contact' : isPanelKept;

  useEffect(() => {
    if (!isNarrow && params['pane'] !== undefined && conversationId !== null)
      route(`/inbox/${conversationId}`, true);
  }, [isNarrow, params['pane']]);

  const showPanel = (isShown: boolean) => {
    if (isNarrow) {
      if (isShown) route(`/inbox/${conversationId}/contact`);
      else route(`/inbox/${conversationId}`, true);
      return;
    }
    setIsPanelKept(isShown);
    browserStorage.write(PANEL_KEY, isShown ? null : 'closed');
  };
  const canStart = can('conversations:write');
  useShortcut('n', (event) => {
    event.preventDefault();
    if (canStart) setIsStarting(true);
  });
  useShortcut('Escape', (event) => {
    if (event.target instanceof HTMLElement && event.target.matches('input, textarea')) {
      event.target.blur();
      return;
    }
    if (selection.isOn.peek()) selection.end();
    else if (isNarrow && isPanelOpen) showPanel(false);
    else if (conversationId !== null) route('/inbox');
  });

  return (
    <main
      class={styles.inbox}
      data-open={conversationId === null ? undefined : ''}
      data-panel={isPanelOpen && conversationId !== null ? '' : undefined}
    >
      <ConversationListPane
        openId={conversationId}
        onNew={canStart ? () => setIsStarting(true) : undefined}
      />
      {/* The list, which has it otherwise, is not on a phone's screen then. */}
      {isPhone && conversationId !== null && <h1 class="visually-hidden">Inbox</h1>}
      {conversationId === null ? (
        <div class={styles.nothing}>
          <EmptyState icon={MessagesSquare} title="No conversation open">
            Pick one from the list, or press <Kbd>?</Kbd> for the keyboard shortcuts.
          </EmptyState>
        </div>
      ) : (
        <>
          <ThreadPane
            key={conversationId}
            conversationId={conversationId}
            isPanelOpen={isPanelOpen}
            onPanel={showPanel}
          />
          {isPanelOpen && (
            <ContactPanel
              key={`panel ${conversationId}`}
              conversationId={conversationId}
              onClose={() => showPanel(false)}
            />
          )}
        </>
      )}
      {isStarting && (
        <NewConversationDialog
          onClose={() => setIsStarting(false)}
          onStarted={(id) => {
            setIsStarting(false);
            route(`/inbox/${id}`);
          }}
        />
      )}
    </main>
  );
};
