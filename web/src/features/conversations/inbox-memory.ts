import { CONVERSATION_STATUSES } from '../../../../workers/contracts/api/conversations.ts';
import type { BrowserStorage } from '../../app/browser-storage.ts';
import type { InboxQuery } from './inbox-list.rules.ts';

const KEY = 'recado.inbox';
const VIEWS = ['all', 'mine', 'unassigned'] as const;
const STATUSES = [...CONVERSATION_STATUSES, 'all'] as const;

/** The tab and the status a person looked at last; a search is not remembered. */
export const loadInboxQuery = (storage: BrowserStorage): InboxQuery => {
  const [view, status] = (storage.read(KEY) ?? '').split(' ');
  return {
    view: VIEWS.find((one) => one === view) ?? 'all',
    status: STATUSES.find((one) => one === status) ?? 'open',
    channelId: null,
    search: '',
  };
};

export const saveInboxQuery = (storage: BrowserStorage, query: InboxQuery): void =>
  storage.write(KEY, `${query.view} ${query.status}`);
