import type { Lane } from '../contracts/queues.ts';

type Sending = Pick<Queue, 'metrics' | 'send' | 'sendBatch'>;

/** The queues by their names in code. */
export interface LaneQueues {
  webhooks: Sending;
  statuses: Sending;
  messagesUrgent: Sending;
  messages: Sending;
  campaigns: Sending;
  jobs: Sending;
  ai: Sending;
  media: Sending;
  outgoing: Sending;
}

const NAMES: Readonly<Record<Lane, keyof LaneQueues>> = {
  webhooks: 'webhooks',
  statuses: 'statuses',
  'messages-urgent': 'messagesUrgent',
  messages: 'messages',
  campaigns: 'campaigns',
  jobs: 'jobs',
  ai: 'ai',
  media: 'media',
  outgoing: 'outgoing',
};

/** The queue of a lane. */
export function queueOf(queues: LaneQueues, lane: Lane): Sending {
  return queues[NAMES[lane]];
}
