import type { Happenings } from './happenings.ts';

export type OpenChat = { customerId: string; phoneNumberId: string; viewer: string };

export type OpenChats = ReturnType<typeof createOpenChats>;

/** Which customers look at which chat now. Each looks through a viewer: a page, or a caller of the control API. */
export function createOpenChats(happenings: Happenings) {
  let chats: OpenChat[] = [];
  const replace = (next: OpenChat[]) => {
    if (next.length === chats.length && next.every((chat, index) => chat === chats[index])) return;
    chats = next;
    happenings.publish({ kind: 'chats.changed' });
  };
  return {
    list: (): readonly OpenChat[] => chats,
    isOpen: (customerId: string, phoneNumberId: string) =>
      chats.some((chat) => chat.customerId === customerId && chat.phoneNumberId === phoneNumberId),
    open(chat: OpenChat) {
      const isKnown = chats.some(
        (known) =>
          known.customerId === chat.customerId &&
          known.phoneNumberId === chat.phoneNumberId &&
          known.viewer === chat.viewer,
      );
      if (!isKnown) replace([...chats, chat]);
    },
    close(match: { customerId?: string; phoneNumberId?: string; viewer?: string }) {
      replace(
        chats.filter(
          (chat) =>
            !(
              (match.customerId === undefined || chat.customerId === match.customerId) &&
              (match.phoneNumberId === undefined || chat.phoneNumberId === match.phoneNumberId) &&
              (match.viewer === undefined || chat.viewer === match.viewer)
            ),
        ),
      );
    },
  };
}
