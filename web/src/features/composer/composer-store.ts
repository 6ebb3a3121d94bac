import { signal } from '@preact/signals';
import type { MediaKind } from '../../../../workers/contracts/api/media.ts';
import type { OutboundContent } from '../../../../workers/contracts/api/outbound.ts';
import type { Drafts } from '../conversations/drafts.ts';
import type { ThreadStore } from '../conversations/thread-store.ts';
import { admit, CAPTION_CHARACTERS, filenameOf, takesCaption } from './attachment.rules.ts';
import type { InteractiveKind } from './interactive-draft.rules.ts';

/** A file that is about to be sent. */
export interface Attachment {
  id: string;
  file: File;
  kind: MediaKind;
  /** As what it can be sent. */
  kinds: readonly MediaKind[];
  caption: string;
  /** Its picture in this page; null where there is none. */
  previewUrl: string | null;
}

/** A recording that is about to be sent. */
export interface Recording {
  body: Blob;
  durationMs: number;
  /** Loudness along it, 0 to 100. */
  waveform: readonly number[];
}

interface ComposerDeps {
  thread: Pick<ThreadStore, 'conversationId' | 'replyTo' | 'send' | 'sendFile' | 'typing' | 'stoppedTyping'>;
  drafts: Pick<Drafts, 'read' | 'write'>;
  newId: () => string;
  /** An address in this page under which a file can be shown. */
  previewOf: (file: Blob) => string;
  forgetPreview: (url: string) => void;
}

/** What is written in a dialog of its own. */
export type DialogKind = InteractiveKind | 'location' | 'contact' | 'template';

/** `text` is what a person reads of it until it is stored. */
export type SendContent = (content: OutboundContent, text: string) => void;

export type ComposerStore = ReturnType<typeof createComposerStore>;

/** Most files of one go. Ours: what a person can look over. */
export const MAX_ATTACHMENTS = 10;

/** What a person is about to send in one conversation. It stays while they look at others. */
export const createComposerStore = ({ thread, drafts, newId, previewOf, forgetPreview }: ComposerDeps) => {
  const { conversationId } = thread;
  const text = signal(drafts.read(conversationId));
  const attachments = signal<readonly Attachment[]>([]);
  const dialog = signal<DialogKind | null>(null);

  const write = (next: string) => {
    text.value = next;
    drafts.write(conversationId, next);
    if (next.trim() === '') thread.stoppedTyping();
    else thread.typing();
  };

  /** The message that is being answered, taken: what follows answers nothing any more. */
  const takeReply = (): { replyTo?: string } => {
    const replied = thread.replyTo.peek();
    thread.replyTo.value = null;
    return replied === null ? {} : { replyTo: replied.id };
  };

  const sendContent: SendContent = (content, shown) => {
    const isReply = content.type !== 'template' && content.type !== 'reaction';
    void thread.send(isReply ? { ...content, ...takeReply() } : content, shown);
  };
  const change = (id: string, to: Partial<Attachment>) => {
    attachments.value = attachments.peek().map((one) => (one.id === id ? { ...one, ...to } : one));
  };

  return {
    thread,
    text,
    attachments,
    /** The dialog that is open; null for none. */
    dialog,
    write,
    sendContent,

    /** Takes what WhatsApp takes; gives back why it does not take the rest. */
    attach: (files: readonly File[]): string[] => {
      const refusals: string[] = [];
      const taken: Attachment[] = [];
      for (const file of files) {
        const admission = admit(file);
        if ('refusal' in admission) {
          refusals.push(admission.refusal);
          continue;
        }
        if (attachments.peek().length + taken.length >= MAX_ATTACHMENTS) {
          refusals.push(`Send at most ${MAX_ATTACHMENTS} files at a time.`);
          break;
        }
        const { kinds } = admission;
        const hasPicture = kinds.some((kind) => kind === 'image' || kind === 'sticker' || kind === 'video');
        taken.push({
          id: newId(),
          file,
          kind: kinds[0] ?? 'document',
          kinds,
          caption: '',
          previewUrl: hasPicture ? previewOf(file) : null,
        });
      }
      attachments.value = [...attachments.peek(), ...taken];
      return refusals;
    },
    sendAs: (id: string, kind: MediaKind) => change(id, { kind }),
    caption: (id: string, caption: string) => change(id, { caption }),
    remove: (id: string) => {
      const gone = attachments.peek().find((one) => one.id === id);
      if (gone?.previewUrl !== null && gone?.previewUrl !== undefined) forgetPreview(gone.previewUrl);
      attachments.value = attachments.peek().filter((one) => one.id !== id);
    },

    sendRecording: ({ body, ...voice }: Recording) => {
      const filename = body.type.includes('mp4') ? 'voice.m4a' : 'voice.ogg';
      const sound = { body, kind: 'audio' as const, filename, caption: '', voice, previewUrl: null };
      void thread.sendFile({ ...sound, ...takeReply() });
    },
    /** Sends the files, then what is written. Beside a single file the text is its caption. */
    send: () => {
      const files = attachments.peek();
      const written = text.peek().trim();
      const [only] = files;
      const isCaption =
        files.length === 1 &&
        only !== undefined &&
        takesCaption(only.kind) &&
        Array.from(written).length <= CAPTION_CHARACTERS;
      attachments.value = [];
      if (written !== '') write('');
      for (const one of files)
        void thread.sendFile({
          body: one.file,
          kind: one.kind,
          filename: filenameOf(one.file),
          caption: isCaption ? written : takesCaption(one.kind) ? one.caption : '',
          voice: null,
          previewUrl: one.previewUrl,
          ...takeReply(),
        });
      if (written !== '' && !isCaption) sendContent({ type: 'text', text: written }, written);
    },
  };
};
