import { useEffect, useState } from 'preact/hooks';
import { Route, Router, useLocation } from 'preact-iso';
import { AlertsPage } from '../features/alerts/alerts-page.tsx';
import { ChannelsPage } from '../features/channels/channels-page.tsx';
import { ContactsPage } from '../features/contacts/contacts-page.tsx';
import { InboxPage } from '../features/conversations/inbox-page.tsx';
import { EventsPage } from '../features/incoming-events/events-page.tsx';
import { OperationsPage } from '../features/operations/operations-page.tsx';
import { QuickRepliesPage } from '../features/quick-replies/quick-replies-page.tsx';
import { TemplatesPage } from '../features/templates/templates-page.tsx';
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

export const Shell = () => {
  const { rows, inbox } = useWorkspace();
  const { path, route } = useLocation();
  const isPhone = useIsPhone();
  const [isShowingShortcuts, setIsShowingShortcuts] = useState(false);
  useDocumentTitle(rows.unreadTotal.value, inbox.hasMore.value);
  useShortcut('?', () => setIsShowingShortcuts(true));
  useEffect(() => {
    if (path === '/') route('/inbox', true);
  }, [path]);

  // On a phone what is opened from a list takes the whole screen; parts of a page do not.
  const isDeep = /^\/(inbox|channels|events)\/[^/]+/.test(path);
  return (
    <div class={styles.shell}>
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
