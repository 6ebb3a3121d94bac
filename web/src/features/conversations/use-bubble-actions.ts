import { computed, signal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useWorkspace, type Workspace } from '../../app/workspace.ts';
import { browserClock } from '../../realtime/clock.ts';
import { createParticipantsStore } from '../contacts/participants-store.ts';
import { contactTitle } from '../contacts/phone.rules.ts';
import type { BubbleActions, Overlay } from './bubble-actions.ts';
import { closureOf } from '../composer/closed-composer.rules.ts';
import { createMediaLinks } from './media-links-store.ts';
import { memberName } from './member-name.rules.ts';
import { createQuotedMessages } from './quoted-messages.ts';
import { sendingOf, type Sending } from './sending.rules.ts';
import { sentTemplateOf } from './template-message.rules.ts';
import { createWholeContents } from './whole-contents.ts';
import type { ThreadStore } from './thread-store.ts';

/** What the bubbles of one thread can do. It stays the same object until a name changes, so that bubbles rest. */
export const useBubbleActions = (
  thread: ThreadStore,
  onEdit: BubbleActions['edit'],
): { actions: BubbleActions; overlay: Signal<Overlay | null> } => {
  const workspace = useWorkspace();
  const { api, me, members, rows, sentTemplates, can, toast } = workspace;
  const { route } = useLocation();
  const { conversationId } = thread;
  const overlay = useMemo(() => signal<Overlay | null>(null), [thread]);
  const links = useMemo(
    () => createMediaLinks({ ask: (ids) => api.linkMedia(conversationId, ids), clock: browserClock }),
    [thread],
  );
  useEffect(() => links.close, [links]);
  const wholes = useMemo(() => createWholeContents({ conversationId, api }), [thread]);
  const quoted = useMemo(
    () => createQuotedMessages({ conversationId, api, loaded: () => thread.messages.peek() }),
    [thread],
  );
  const sending = useMemo(() => computed(() => sendingIn(workspace, conversationId)), [thread]);
  const contact = rows.find(conversationId)?.contact ?? null;
  const customer = contact === null ? 'Customer' : contactTitle(contact);
  const isGroup = contact?.kind === 'group';
  const people = members.members.value;
  const participants = useMemo(() => createParticipantsStore(api, conversationId), [thread]);
  // Also when reactions are looked at: somebody new may be among them.
  const isLooking = overlay.value?.kind === 'reactions';
  useEffect(() => {
    if (isGroup) void participants.load();
  }, [isGroup, isLooking, participants]);
  const known = participants.participants.value;

  const actions = useMemo<BubbleActions>(() => {
    const tell = (problem: unknown) =>
      toast('danger', problem instanceof Error ? problem.message : 'That did not work. Try again.');
    const nameOfUser = (id: string) =>
      id === me.user.id ? 'You' : (people.find((member) => member.id === id)?.name ?? 'A colleague');
    return {
      retry: (messageId) => void thread.retry(messageId).catch(tell),
      sendAgain: (key) => void thread.sendAgain(key),
      edit: onEdit,
      discard: thread.discard,
      reply: (message) => {
        thread.replyTo.value = message;
        // The menu gives the focus back first.
        requestAnimationFrame(() =>
          document.querySelector<HTMLTextAreaElement>('textarea[aria-label="Message"]')?.focus(),
        );
      },
      react: (message, emoji) => void thread.react(message.id, emoji).catch(tell),
      decide: (messageId, outcome) => void thread.decide(messageId, outcome).catch(tell),
      retryMedia: (message) => void thread.retryMedia(message.id).catch(tell),
      saveContact: (card) =>
        void api.saveContact(card).then(() => toast('success', `${card.name} is in your contacts.`), tell),
      open: (next) => {
        overlay.value = next;
      },
      jump: (messageId) => route(`/inbox/${conversationId}?message=${messageId}`),
      quoted,
      authorOf: (message) => {
        if (message.direction === 'inbound') return message.sender?.name ?? (isGroup ? 'A member' : customer);
        if (message.authorId !== null) return nameOfUser(message.authorId);
        if (message.origin === 'phone_app') return 'Phone app';
        return message.origin === null ? 'Sent automatically' : 'Your company';
      },
      reactorOf: ({ userId, contactId, own }) => {
        if (userId !== null) return nameOfUser(userId);
        if (contactId === null) return own?.messageId == null ? 'Phone app' : 'Sent automatically';
        return contactId === contact?.id ? customer : memberName(contactId, thread.messages.peek(), known);
      },
      templateOf: (message) => {
        const sent = sentTemplateOf(message);
        return sent === null ? null : sentTemplates.find(message.channelId, sent.name, sent.language);
      },
      links,
      wholes,
      canWrite: can('conversations:write'),
      sending,
      writeTemplate: () => {
        workspace.composerOf(conversationId).dialog.value = 'template';
      },
      isGroup,
      phone: contact?.phone ?? null,
    };
  }, [thread, people, customer, isGroup, contact?.phone, links, wholes, quoted, known]);
  return { actions, overlay };
};

const sendingIn = ({ rows, channels, can, nowMs }: Workspace, conversationId: string): Sending => {
  const conversation = rows.find(conversationId);
  if (conversation === null) return 'none';
  return sendingOf(
    closureOf({
      conversation,
      channel: channels.find(conversation.channelId) ?? null,
      canWrite: can('conversations:write'),
      nowMs: nowMs.value,
    }),
  );
};
