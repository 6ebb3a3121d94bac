export { applyStatuses, type ReportedStatus } from './apply-statuses.ts';
export { deliverMessage, type JobEnd } from './deliver-message.ts';
export { listed } from './list-conversations.ts';
export { selectByIds, selectMessagesByRefs, type ListedConversation } from './list-queries.ts';
export type { ArrivedMessage } from './plan-arrivals.ts';
export { receiveMessages } from './receive-messages.ts';
export { messageOf, type MessageRow } from './rules.ts';
export { storeOutcome } from './store-outcome.ts';
export { unsnoozeDue, wakeDueMessages, type NextLook } from './wake-due.ts';
