import { useEffect, useState } from 'preact/hooks';
import { Route, Router, useLocation } from 'preact-iso';
import { Activity, BellRing, Inbox, LayoutTemplate, RadioTower, ShoppingBag, UsersRound, Zap } from 'lucide';
import { AlertsPage } from '../features/alerts/alerts-page.tsx';
import { ChannelsPage } from '../features/channels/channels-page.tsx';
import { ContactsPage } from '../features/contacts/contacts-page.tsx';
import { InboxPage } from '../features/conversations/inbox-page.tsx';
import { EventsPage } from '../features/incoming-events/events-page.tsx';
import { OperationsPage } from '../features/operations/operations-page.tsx';
import { QuickRepliesPage } from '../features/quick-replies/quick-replies-page.tsx';
import { TemplatesPage } from '../features/templates/templates-page.tsx';
import { BrandMark } from '../ui/brand.tsx';
import { CountBadge } from '../ui/badge.tsx';
import { Icon } from '../ui/icon.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { useDocumentTitle } from './document-title.ts';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { useShortcut } from './shortcuts.ts';
import { UserMenu } from './user-menu.tsx';
import { useWorkspace } from './workspace.ts';
import styles from './shell.module.css';

const PLACES = [
  { path: '/inbox', label: 'Inbox', icon: Inbox },
  { path: '/contacts', label: 'Contacts', icon: UsersRound },
  { path: '/quick-replies', label: 'Quick replies', short: 'Replies', icon: Zap },
  { path: '/templates', label: 'Templates', icon: LayoutTemplate },
  { path: '/channels', label: 'Channels', icon: RadioTower },
  {
    path: '/events',
    label: 'Events in',
    short: 'Events',
    icon: ShoppingBag,
    permission: 'webhooks:read',
  },
  { path: '/alerts', label: 'Alerts', icon: BellRing },
  {
    path: '/operations',
    label: 'Operations',
    short: 'Jobs',
    icon: Activity,
    permission: 'dead-letters:read',
  },
] as const;

export const Shell = () => {
  const { rows, inbox, alerts, can } = useWorkspace();
  const { path, route } = useLocation();
  const [isShowingShortcuts, setIsShowingShortcuts] = useState(false);
  const unread = rows.unreadTotal.value;
  const waiting: Partial<Record<string, { count: number; label: string }>> = {
    '/inbox': { count: unread, label: `${unread} unread` },
    // Those who can do nothing about them are not called.
    '/alerts': can('channels:write')
      ? { count: alerts.unseen.value, label: `${alerts.unseen.value} new` }
      : { count: 0, label: '' },
  };
  const places = PLACES.filter((place) => !('permission' in place) || can(place.permission));
  useDocumentTitle(unread, inbox.hasMore.value);
  useShortcut('?', () => setIsShowingShortcuts(true));
  useEffect(() => {
    if (path === '/') route('/inbox', true);
  }, [path]);

  // On a phone a thread takes the whole screen; parts of a page do not.
  const isDeep = /^\/(?!operations)[^/]+\/[^/]+/.test(path);
  return (
    <div class={styles.shell} data-deep={isDeep ? '' : undefined}>
      <nav class={styles.rail} aria-label="Main" data-many={places.length > 5 ? '' : undefined}>
        <span class={styles.mark}>
          <BrandMark size={34} />
        </span>
        {places.map((place) => (
          <Tooltip key={place.path} text={place.label}>
            <a
              class={styles.place}
              href={place.path}
              aria-label={
                (waiting[place.path]?.count ?? 0) > 0
                  ? `${place.label}, ${waiting[place.path]?.label}`
                  : place.label
              }
              aria-current={path.startsWith(place.path) ? 'page' : undefined}
            >
              <Icon icon={place.icon} size={21} />
              <span class={styles.placeLabel}>{'short' in place ? place.short : place.label}</span>
              {waiting[place.path] !== undefined && (
                <span class={styles.count} aria-hidden="true">
                  <CountBadge
                    count={waiting[place.path]?.count ?? 0}
                    label={waiting[place.path]?.label ?? ''}
                  />
                </span>
              )}
            </a>
          </Tooltip>
        ))}
        <div class={styles.you}>
          <UserMenu onShortcuts={() => setIsShowingShortcuts(true)} />
        </div>
      </nav>
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
            <Route default component={InboxPage} />
          </Router>
        </div>
      </div>
      {isShowingShortcuts && <ShortcutsDialog onClose={() => setIsShowingShortcuts(false)} />}
    </div>
  );
};
