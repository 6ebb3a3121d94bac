import type { Conversation } from '../contracts/api/conversations.ts';
import type { SettingsPart } from '../contracts/api/events.ts';
import type { Message } from '../contracts/api/messages.ts';
import type { CompanyFrame, ConversationFrame } from '../contracts/realtime.ts';
import type { Log } from './log.ts';

/** What the company's object offers to the Worker. */
export interface CompanyHubRpc {
  /** Sends the frame to every socket of the company; answers which of these conversations are open somewhere. */
  publish(frame: CompanyFrame, conversationIds: string[]): Promise<string[]>;
  /** Closes the sockets of a session that was ended. */
  signedOut(sessionId: string): Promise<void>;
}

/** What a conversation's object offers to the Worker. */
export interface ConversationRoomRpc {
  publish(frames: ConversationFrame[]): Promise<void>;
}

export type ChangedContact = Extract<CompanyFrame, { type: 'changes' }>['contacts'][number];

/** What one commit changed, as people should see it. */
export interface CommittedChange {
  seq: number;
  /** Whether a system of the company's own follows the log; absent where it was not read with the commit. */
  isFollowed?: boolean;
  conversations: Conversation[];
  messages: { event: 'message.created' | 'message.updated'; message: Message }[];
  contacts: ChangedContact[];
  alerts?: readonly string[];
  channels?: readonly string[];
  /** WhatsApp accounts whose templates changed. */
  templates?: readonly string[];
  settings?: readonly SettingsPart[];
}

/** Tells the agents of a company what was committed. Never fails: what is not told now is told by the drain. */
export type Publish = (companyId: string, change: CommittedChange) => Promise<void>;

export interface RealtimeBindings {
  COMPANY_HUB: DurableObjectNamespace;
  CONVERSATION_ROOM: DurableObjectNamespace;
}

export function createPublish(bindings: RealtimeBindings, log: Log): Publish {
  return async (companyId, change) => {
    try {
      const open = await companyHub(bindings, companyId).publish(
        companyFrame(change),
        conversationsOf(change),
      );
      await Promise.all(
        open.map((conversationId) =>
          conversationRoom(bindings, companyId, conversationId).publish(
            conversationFrames(change, conversationId),
          ),
        ),
      );
    } catch (error) {
      log.warn('realtime.publish_failed', { companyId, seq: change.seq, error });
    }
  };
}

/** A company's hub. Objects are found by name, and the name holds the company: no other company's id leads here. */
export function companyHub(bindings: RealtimeBindings, companyId: string): CompanyHubRpc & Fetcher {
  const namespace = bindings.COMPANY_HUB;
  // The namespace is untyped because wrangler's binding types would import the objects' code into the platform.
  return namespace.get(namespace.idFromName(companyId)) as unknown as CompanyHubRpc & Fetcher;
}

export function conversationRoom(
  bindings: RealtimeBindings,
  companyId: string,
  conversationId: string,
): ConversationRoomRpc & Fetcher {
  const namespace = bindings.CONVERSATION_ROOM;
  return namespace.get(
    namespace.idFromName(`${companyId}/${conversationId}`),
  ) as unknown as ConversationRoomRpc & Fetcher;
}

function companyFrame(change: CommittedChange): CompanyFrame {
  return {
    type: 'changes',
    seq: change.seq,
    conversations: change.conversations,
    messages: change.messages.map(({ event, message }) => ({
      event,
      id: message.id,
      conversationId: message.conversationId,
      direction: message.direction,
      status: message.status,
      version: message.version,
    })),
    contacts: change.contacts,
    ...(change.alerts === undefined ? {} : { alerts: [...change.alerts] }),
    ...(change.channels === undefined ? {} : { channels: [...change.channels] }),
    ...(change.templates === undefined ? {} : { templates: [...change.templates] }),
    ...(change.settings === undefined ? {} : { settings: [...change.settings] }),
  };
}

function conversationsOf(change: CommittedChange): string[] {
  return [
    ...new Set([
      ...change.conversations.map((conversation) => conversation.id),
      ...change.messages.map(({ message }) => message.conversationId),
    ]),
  ];
}

function conversationFrames(change: CommittedChange, conversationId: string): ConversationFrame[] {
  const { seq } = change;
  return [
    ...change.messages
      .filter(({ message }) => message.conversationId === conversationId)
      .map(({ event, message }): ConversationFrame => ({ type: event, seq, message })),
    ...change.conversations
      .filter((conversation) => conversation.id === conversationId)
      .map((conversation): ConversationFrame => ({ type: 'conversation.updated', seq, conversation })),
  ];
}
