import type { Lane } from '../../contracts/queues.ts';

export const laneSubject = (lane: Lane) => `lane ${lane}`;
/** What a channel sent: a call of the provider is a job. */
export const channelSubject = (channelId: string) => `channel ${channelId}`;
/** What came to a channel: messages and statuses, and how many of them say that a message failed. */
export const receivedSubject = (channelId: string) => `received ${channelId}`;
