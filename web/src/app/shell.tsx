import { useEffect, useState } from 'preact/hooks';
import { Route, Router, useLocation } from 'preact-iso';
import { InboxPage } from '../features/conversations/inbox-page.tsx';
import { lazyPage, loadLazyAhead } from '../ui/lazy.tsx';
import { useIsPhone } from '../ui/use-media-query.ts';
import { ConnectionNotice } from './connection-notice.tsx';
import { useDocumentTitle } from './document-title.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { PhoneBar } from './phone-bar.tsx';
import { Rail } from './rail.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { useShortcut } from './shortcuts.ts';
import { useWorkspace } from './workspace.ts';
import styles from './shell.module.css';

// The inbox is where people are: it comes with the first bytes, and the others after it.
const AlertsPage = lazyPage(() => import('../features/alerts/alerts-page.tsx').then((it) => it.AlertsPage));
const ChannelsPage = lazyPage(() =>
  import('../features/channels/channels-page.tsx').then((it) => it.ChannelsPage),
);
const ContactsPage = lazyPage(() =>
  import('../features/contacts/contacts-page.tsx').then((it) => it.ContactsPage),
);
const EventsPage = lazyPage(() =>
  import('../features/incoming-events/events-page.tsx').then((it) => it.EventsPage),
);
const OperationsPage = lazyPage(() =>
  import('../features/operations/operations-page.tsx').then((it) => it.OperationsPage),
);
const QuickRepliesPage = lazyPage(() =>
  import('../features/quick-replies/quick-replies-page.tsx').then((it) => it.QuickRepliesPage),
);
const TemplatesPage = lazyPage(() =>
  import('../features/templates/templates-page.tsx').then((it) => it.TemplatesPage),
);

/** Past the ways to every place, which stand before each page. */
const goToContent = () => {
  const main = document.querySelector('main');
  if (main === null) return;
  main.tabIndex = -1;
  main.focus();
};

export const Shell = () => {
  const { rows, inbox } = useWorkspace();
  const { path, route } = useLocation();
  const isPhone = useIsPhone();
  const [isShowingShortcuts, setIsShowingShortcuts] = useState(false);
  useDocumentTitle(rows.unreadTotal.value, inbox.hasMore.value);
  useShortcut('?', () => setIsShowingShortcuts(true));
  useEffect(loadLazyAhead, []);
  useEffect(() => {
    if (path === '/') route('/inbox', true);
  }, [path]);

  // On a phone what is opened from a list takes the whole screen; parts of a page do not.
  const isDeep = /^\/(inbox|channels|events)\/[^/]+/.test(path);
  return (
    <div class={styles.shell}>
      {!isPhone && (
        <button type="button" class={styles.skip} onClick={goToContent}>
          Skip to the content
        </button>
      )}
      {!isPhone && <Rail onShortcuts={() => setIsShowingShortcuts(true)} />}
      <div class={styles.main}>
        <ConnectionNotice />
        <div class={styles.page}>
          <Router>
            <Route path="/inbox/:conversationId?/:pane?" component={InboxPage} />
            <Route path="/quick-replies" component={QuickRepliesPage} />
            <Route path="/contacts" component={ContactsPage} />
            <Route path="/templates" component={TemplatesPage} />
            <Route path="/events/:sourceId?" component={EventsPage} />
            <Route path="/operations/:tab?" component={OperationsPage} />
            <Route path="/alerts" component={AlertsPage} />
            <Route path="/channels/:channelId?" component={ChannelsPage} />
            <Route path="/" component={InboxPage} />
            <Route default component={NotFoundPage} />
          </Router>
        </div>
      </div>
      {isPhone && !isDeep && <PhoneBar />}
      {isShowingShortcuts && <ShortcutsDialog onClose={() => setIsShowingShortcuts(false)} />}
    </div>
  );
};
