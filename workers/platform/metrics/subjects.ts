import type { Lane } from '../../contracts/queues.ts';

export const laneSubject = (lane: Lane) => `lane ${lane}`;
export const channelSubject = (channelId: string) => `channel ${channelId}`;
