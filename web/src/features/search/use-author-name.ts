import { useWorkspace } from '../../app/workspace.ts';

interface Written {
  direction: 'inbound' | 'outbound';
  authorId: string | null;
}

/** Who wrote a message, in words; the customer is `Customer`. */
export const useAuthorName = (): ((message: Written) => string) => {
  const { me, members } = useWorkspace();
  return ({ direction, authorId }) => {
    if (direction === 'inbound') return 'Customer';
    if (authorId === null) return 'Sent automatically';
    return authorId === me.user.id ? 'You' : (members.find(authorId)?.name ?? 'A colleague');
  };
};
