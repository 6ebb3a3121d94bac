export { isAmendment } from './arrival.rules.ts';
export { applyStatuses, type ReportedStatus } from './apply-statuses.ts';
export { MAX_SEND_ATTEMPTS } from './decide-outcome.ts';
export { deliverMessage } from './deliver-message.ts';
export { listed } from './list-conversations.ts';
export {
  selectByIds,
  selectMerged,
  selectMessagesByRefs,
  selectMessagesInThread,
  selectThreadIds,
  type ListedConversation,
} from './list-queries.ts';
export { changeHandovers, type ReceivedHandover } from './change-handovers.ts';
export type { ReceivedCall } from './plan-calls.ts';
export { receiveCalls } from './receive-calls.ts';
export type { ArrivedMessage } from './arrival-keys.ts';
export { receiveMessages } from './receive-messages.ts';
export { messageOf } from './present.ts';
export { shownInList } from './last-message.rules.ts';
export { writePreviews } from './amendment-queries.ts';
export { readMedia } from './read-content.ts';
export { entry, readJournal } from './journal.ts';
export { windowEndsAt, type MessageRow } from './rules.ts';
export { refreshMembers } from './refresh-members.ts';
export { resendSlice } from './resend-stopped.ts';
export { releaseWaiting } from './release-waiting.ts';
export { tellRead } from './tell-read.ts';
export { tellConversations } from './tell-conversations.ts';
export { storeOutcome } from './store-outcome.ts';
export { watchUnfinished } from './watch-unfinished.ts';
export { unsnoozeDue, wakeDueMessages, type NextLook } from './wake-due.ts';
export { queueMessage } from './queue-message.ts';
export { selectIdempotencyKey } from './send-queries.ts';
export { startConversation } from './start-conversation.ts';
export { WAKEUP_MARGIN_MS } from './wake-message.ts';
