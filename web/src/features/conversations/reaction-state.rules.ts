import type { MessageReaction } from '../../../../workers/contracts/api/messages.ts';

export interface ReactionState {
  kind: 'waits' | 'unknown' | 'failed';
  words: string;
  /** Why, where it is known. */
  reason: string | null;
}

/** What is to be said of a reaction of ours beyond that it stands; null where that is all. */
export const reactionStateOf = ({ own }: MessageReaction): ReactionState | null => {
  if (own === null || own.status === 'sent') return null;
  const { error, isRemoval } = own;
  switch (own.status) {
    case 'queued':
      return { kind: 'waits', words: 'On its way', reason: null };
    case 'unknown':
      return {
        kind: 'unknown',
        words: isRemoval ? 'It is not known whether it was taken back' : 'It is not known whether it arrived',
        reason: null,
      };
    case 'failed':
      return {
        kind: 'failed',
        words: isRemoval ? 'Could not be taken back' : 'Did not arrive',
        reason: error?.detail ?? null,
      };
    default:
      return own.status satisfies never;
  }
};
