import { computed, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Me, Permission } from '../../../workers/contracts/api/access.ts';
import { SETTINGS_PARTS, type Change, type SettingsPart } from '../../../workers/contracts/api/events.ts';
import { createAlertsStore } from '../features/alerts/alerts-store.ts';
import { createMembersStore } from '../features/access/members-store.ts';
import { createChannelsStore } from '../features/channels/channels-store.ts';
import { createComposerStore, type ComposerStore } from '../features/composer/composer-store.ts';
import { createContactsStore } from '../features/contacts/contacts-store.ts';
import { createConversationEdits } from '../features/conversations/conversation-edits.ts';
import { createConversationRows } from '../features/conversations/conversation-rows.ts';
import { createDrafts } from '../features/conversations/drafts.ts';
import { createInboxStore } from '../features/conversations/inbox-store.ts';
import { loadInboxQuery, saveInboxQuery } from '../features/conversations/inbox-memory.ts';
import type { UploadFile } from '../features/conversations/outbox.ts';
import { createSlots } from '../features/conversations/upload-slots.ts';
import { createThreadStore, type ThreadStore } from '../features/conversations/thread-store.ts';
import { createQuickRepliesStore } from '../features/quick-replies/quick-replies-store.ts';
import { createConversationSelection } from '../features/conversations/selection.ts';
import { createSentTemplates } from '../features/templates/sent-templates.ts';
import { connectBrowserSocket } from '../realtime/browser-socket.ts';
import { browserClock, nothingToCancel } from '../realtime/clock.ts';
import { createCompanyFeed } from '../realtime/company-feed.ts';
import { browserStorage } from './browser-storage.ts';
import { createClockSignal } from './clock-signal.ts';
import type { Services } from './services.ts';

/** More contacts than this are not fetched one by one. */
const MAX_CONTACTS_FETCHED = 20;

/** Threads kept in memory after they were left, so that going back is instant. */
const KEPT_THREADS = 20;
/** Files that go up at the same time; more would only make each slower. */
const UPLOADS_AT_ONCE = 2;

export type Workspace = ReturnType<typeof createWorkspace>;

/** How often operators' pages ask for the deployment's alerts. Ours: its rules are looked at every five minutes. */
const DEPLOYMENT_LOOK_MS = 60_000;

/** Everything a signed-in person works with; made at sign-in, thrown away at sign-out. */
export const createWorkspace = ({ api, session, answers, toasts }: Services, me: Me) => {
  const rows = createConversationRows();
  const drafts = createDrafts(browserStorage, me.user.id);
  const clock = createClockSignal();
  const inbox = createInboxStore({
    api,
    rows,
    myUserId: me.user.id,
    initialQuery: loadInboxQuery(browserStorage),
    onQuery: (query) => saveInboxQuery(browserStorage, query),
  });
  const channels = createChannelsStore({ api });
  const members = createMembersStore({ api });
  const alerts = createAlertsStore({ api: api.alertsOf('company') });
  const can = (permission: Permission): boolean => me.permissions.includes(permission);
  const deploymentAlerts = can('deployment:operate')
    ? createAlertsStore({ api: api.alertsOf('deployment') })
    : null;
  /** No socket tells of the deployment's alerts. */
  const lookAtDeployment = () => void deploymentAlerts?.load();
  let deploymentLooks: ReturnType<typeof setInterval> | undefined;
  /** Rises whenever templates changed. */
  const templateChanges = signal(0);
  const tellOfTemplates = () => {
    templateChanges.value += 1;
    sentTemplates.refresh();
  };
  /** Rises whenever somebody changed these settings. */
  const settingsChanges = { alerts: signal(0), webhooks: signal(0), event_sources: signal(0) };
  const tellOfSettings = (parts: readonly SettingsPart[]) => {
    for (const part of new Set(parts)) settingsChanges[part].value += 1;
  };
  const tellOf = (
    alertIds: readonly string[] = [],
    channelIds: readonly string[] = [],
    templateAccounts: readonly string[] = [],
  ) => {
    if (templateAccounts.length > 0) tellOfTemplates();
    if (alertIds.length > 0) void alerts.load();
    if (channelIds.length === 0) return;
    channels.changes.value += 1;
    void channels.load();
  };
  const contacts = createContactsStore({
    api,
    onChanged: ({ id, version, name, phone }) => rows.tellContacts([{ id, version, shown: { name, phone } }]),
  });
  const edits = createConversationEdits({ api, rows, say: toasts.show });
  const selection = createConversationSelection();
  const sentTemplates = createSentTemplates({ api });
  const threads = new Map<string, ThreadStore>();
  const composers = new Map<string, ComposerStore>();
  const quickReplies = createQuickRepliesStore({ api, nowMs: browserClock.nowMs });
  const isOnline = signal(navigator.onLine);
  const uploading = createSlots(UPLOADS_AT_ONCE);

  /** From then on, what is loaded is kept current. */
  const tracked = Promise.withResolvers<void>();

  const upload: UploadFile = ({ body, kind, filename, voice }, given) =>
    uploading(() =>
      api.uploadFile(
        body,
        {
          kind,
          filename,
          ...(voice === null
            ? {}
            : { voice: 'true', durationMs: voice.durationMs, waveform: voice.waveform.join(',') }),
        },
        given,
      ),
    );

  const threadOf = (conversationId: string): ThreadStore => {
    const thread =
      threads.get(conversationId) ??
      createThreadStore({
        conversationId,
        api,
        rows,
        connect: connectBrowserSocket,
        clock: browserClock,
        random: Math.random,
        whenTracked: tracked.promise,
        newKey: () => crypto.randomUUID(),
        outboxStorage: drafts.outboxOf(conversationId),
        upload,
      });
    threads.delete(conversationId);
    threads.set(conversationId, thread);
    for (const [id, other] of threads) {
      if (threads.size <= KEPT_THREADS) break;
      if (other.pending.peek().length === 0) threads.delete(id);
    }
    return thread;
  };

  const composerOf = (conversationId: string): ComposerStore => {
    const thread = threadOf(conversationId);
    const known = composers.get(conversationId);
    if (known?.thread === thread) return known;
    // The thread was dropped from memory; a composer without files holds nothing that its draft does not.
    const composer = createComposerStore({
      thread,
      drafts,
      newId: () => crypto.randomUUID(),
      previewOf: (file) => URL.createObjectURL(file),
      forgetPreview: (url) => URL.revokeObjectURL(url),
    });
    composers.set(conversationId, composer);
    return composer;
  };

  const expectMessages = (changed: readonly { id: string; conversationId: string; version: number }[]) => {
    for (const [id, group] of Map.groupBy(changed, (one) => one.conversationId))
      threads.get(id)?.expect(group);
  };

  const onMissed = async (changes: readonly Change[]) => {
    const idsOf = (entity: Change['entity']) =>
      new Set(changes.filter((change) => change.entity === entity).map((change) => change.id));
    tellOf([...idsOf('alert')], [...idsOf('channel')], [...idsOf('templates')]);
    tellOfSettings(changes.flatMap((one) => (one.entity === 'settings' ? [one.id] : [])));

    const changedMessages = changes.filter((one) => one.entity === 'message');
    for (const [id, group] of Map.groupBy(changedMessages, (one) => one.conversationId))
      threads.get(id)?.missed(group.map((one) => one.id));
    const shownContacts = [...idsOf('contact')].filter((id) => contacts.isKnown(id) || rows.hasContact(id));
    if (shownContacts.length > MAX_CONTACTS_FETCHED) await inbox.load();
    else for (const id of shownContacts) void contacts.load(id);
    await inbox.refetch([...idsOf('conversation')]);
  };

  const feed = createCompanyFeed({
    requestUrl: async () => (await api.requestTicket()).url,
    listEvents: (after) => api.listEvents(after),
    connect: connectBrowserSocket,
    clock: browserClock,
    random: Math.random,
    onChanges: (frame) => {
      rows.put(frame.conversations);
      for (const one of frame.messages) rows.tellStatus(one.conversationId, one.id, one.version, one.status);
      expectMessages(frame.messages);
      tellOf(frame.alerts, frame.channels, frame.templates);
      tellOfSettings(frame.settings ?? []);
      rows.tellContacts(frame.contacts);
      contacts.expect(frame.contacts);
    },
    onMissed,
    onLost: () => {
      void inbox.load();
      void alerts.load();
      void channels.load();
      channels.changes.value += 1;
      tellOfTemplates();
      tellOfSettings(SETTINGS_PARTS);
      contacts.lost();
      for (const thread of threads.values()) thread.lost();
    },
    onSignedOut: session.lost,
  });

  const nudge = () => {
    feed.nudge();
    for (const thread of threads.values()) thread.nudge();
  };
  let stopNudging = nothingToCancel;

  /** A file that is not up yet is only in this page. */
  const warnOfUploads = (event: BeforeUnloadEvent) => {
    const isUploading = [...threads.values()].some(({ pending }) =>
      pending.peek().some((one) => one.state === 'sending' && one.content === null),
    );
    const hasFiles = [...composers.values()].some(({ attachments }) => attachments.peek().length > 0);
    if (isUploading || hasFiles) event.preventDefault();
  };

  const wake = () => {
    isOnline.value = navigator.onLine;
    if (document.visibilityState !== 'visible' || !navigator.onLine) return;
    feed.wake();
    for (const thread of threads.values()) thread.wake();
  };

  return {
    me,
    rows,
    drafts,
    inbox,
    edits,
    selection,
    api,
    alerts,
    /** Null for those who do not operate the deployment. */
    deploymentAlerts,
    channels,
    members,
    contacts,
    sentTemplates,
    templateChanges,
    settingsChanges,
    threadOf,
    composerOf,
    quickReplies,
    nowMs: clock.nowMs,
    can,
    connection: computed<'live' | 'connecting' | 'reconnecting' | 'offline'>(() => {
      if (!isOnline.value) return 'offline';
      if (feed.state.value === 'live') return 'live';
      return feed.hasBeenLive.value ? 'reconnecting' : 'connecting';
    }),
    /** The lists come after the place in the log is known: what happens in between is never missed. */
    start: () => {
      void feed.start().then(tracked.resolve);
      stopNudging = answers.subscribe(nudge);
      addEventListener('beforeunload', warnOfUploads);
      addEventListener('online', wake);
      addEventListener('offline', wake);
      document.addEventListener('visibilitychange', wake);
      void channels.load();
      void alerts.load();
      lookAtDeployment();
      deploymentLooks = setInterval(lookAtDeployment, DEPLOYMENT_LOOK_MS);
      void members.load();
      void tracked.promise.then(inbox.load);
    },
    stop: () => {
      removeEventListener('beforeunload', warnOfUploads);
      removeEventListener('online', wake);
      removeEventListener('offline', wake);
      document.removeEventListener('visibilitychange', wake);
      stopNudging();
      clearInterval(deploymentLooks);
      feed.close();
      for (const thread of threads.values()) thread.close();
      clock.stop();
    },
    toast: toasts.show,
  };
};

export const WorkspaceContext = createContext<Workspace | null>(null);

export const useWorkspace = (): Workspace => {
  const workspace = useContext(WorkspaceContext);
  if (workspace === null) throw new Error('WorkspaceContext is missing');
  return workspace;
};
