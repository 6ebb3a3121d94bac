import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Mic, Send, Smile, Zap } from 'lucide';
import { MAX_TEXT_CHARACTERS } from '../../../../workers/contracts/api/messages.ts';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import type { ThreadStore } from '../conversations/thread-store.ts';
import { AddMenu } from './add-menu.tsx';
import type { DialogKind } from './composer-store.ts';
import { takesCaption } from './attachment.rules.ts';
import { AttachmentTray } from './attachment-tray.tsx';
import { browserVoice } from './browser-voice.ts';
import type { Attachment, ComposerStore } from './composer-store.ts';
import { EmojiPicker } from './emoji-picker.tsx';
import { optionId, QuickReplyPopup } from './quick-reply-popup.tsx';
import { ReplyQuote } from './reply-quote.tsx';
import { insertText, markOfKey, toggleMark, type FieldText } from './text-edits.rules.ts';
import { createVoiceRecorder } from './voice-recorder.ts';
import { VoiceBar } from './voice-bar.tsx';
import { useQuickReplies } from './use-quick-replies.ts';
import styles from './message-field.module.css';

/** Code points, as WhatsApp counts them. */
const countCharacters = (text: string): number => Array.from(text).length;

const LONGEST_NAME_IN_PLACEHOLDER = 24;
const placeholderFor = (name: string | null, files: readonly Attachment[]): string => {
  const [only] = files;
  if (files.length === 1 && only !== undefined && takesCaption(only.kind)) return 'Add a caption';
  if (name === null || name.length > LONGEST_NAME_IN_PLACEHOLDER) return 'Write a message';
  return `Write to ${name}`;
};

const COUNT_FROM = MAX_TEXT_CHARACTERS - 400;
const TALLEST_PX = 220;

interface MessageFieldProps {
  composer: ComposerStore;
  thread: ThreadStore;
  conversation: Conversation;
  restored: { text: string } | null;
  onOpen: (kind: DialogKind) => void;
  onFiles: (files: readonly File[]) => void;
}

const fieldTextOf = (element: HTMLTextAreaElement): FieldText => ({
  text: element.value,
  start: element.selectionStart,
  end: element.selectionEnd,
});

/** The field, what helps to fill it, and the buttons around it. */
export const MessageField = ({
  composer,
  thread,
  conversation,
  restored,
  onOpen,
  onFiles,
}: MessageFieldProps) => {
  const { toast } = useWorkspace();
  const field = useRef<HTMLTextAreaElement>(null);
  const emojiAnchor = useRef<HTMLSpanElement>(null);
  const [isPickingEmoji, setIsPickingEmoji] = useState(false);
  const listId = useId();
  const [recorder] = useState(() => createVoiceRecorder(browserVoice));
  useEffect(() => recorder.cancel, []);
  const isRecording = recorder.state.value.kind !== 'idle';
  const text = composer.text.value;
  const length = countCharacters(text);
  const isTooLong = length > MAX_TEXT_CHARACTERS;
  const files = composer.attachments.value;
  const isEmpty = text.trim() === '' && files.length === 0;

  const apply = (edited: FieldText) => {
    const element = field.current;
    if (element === null) return;
    element.value = edited.text;
    element.focus();
    element.setSelectionRange(edited.start, edited.end);
    composer.write(edited.text);
  };
  const edit = (change: (now: FieldText) => FieldText) => {
    if (field.current !== null) apply(change(fieldTextOf(field.current)));
  };
  const replies = useQuickReplies(conversation.contact.name, apply);

  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, TALLEST_PX)}px`;
  }, [text]);
  useEffect(() => {
    if (restored === null) return;
    composer.write(restored.text);
    field.current?.focus();
  }, [restored]);
  useEffect(() => () => thread.stoppedTyping(), [thread]);
  const replied = thread.replyTo.value;
  useEffect(() => {
    if (replied !== null) field.current?.focus();
  }, [replied]);
  useShortcut('r', (event) => {
    event.preventDefault();
    field.current?.focus();
  });

  const dropReply = () => {
    thread.replyTo.value = null;
    field.current?.focus();
  };
  const send = () => {
    if (isTooLong) {
      toast('danger', `A text message holds at most ${MAX_TEXT_CHARACTERS.toLocaleString('en')} characters.`);
      return;
    }
    composer.send();
    replies.close();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const element = field.current;
    if (element === null) return;
    if (replies.takesKey(event, fieldTextOf(element))) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const mark = markOfKey(event);
    if (mark !== null) {
      event.preventDefault();
      edit((now) => toggleMark(now, mark));
      return;
    }
    if (event.key === 'Escape' && thread.replyTo.peek() !== null) {
      event.preventDefault();
      event.stopPropagation();
      thread.replyTo.value = null;
      return;
    }
    // keyCode 229: the Enter that ends an input method's composition, in Safari, which has isComposing false by then.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };

  if (isRecording)
    return (
      <div class={styles.composer}>
        <ReplyQuote thread={thread} onCancel={dropReply} />
        <VoiceBar
          recorder={recorder}
          composer={composer}
          onSlip={() => toast('info', 'Too short for a voice message. Speak, then press Send.')}
        />
      </div>
    );
  return (
    <form
      class={styles.composer}
      aria-label="Reply"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {replies.isOpen && (
        <QuickReplyPopup
          id={listId}
          found={replies.found}
          query={replies.query}
          isLoading={replies.isLoading}
          chosen={replies.chosen}
          onChoose={replies.choose}
          fill={replies.fill}
          onTake={(reply) => field.current !== null && replies.take(reply, fieldTextOf(field.current))}
        />
      )}
      <ReplyQuote thread={thread} onCancel={dropReply} />
      <AttachmentTray composer={composer} />
      <textarea
        ref={field}
        class={styles.field}
        rows={1}
        dir="auto"
        aria-label="Message"
        aria-invalid={isTooLong}
        aria-haspopup="listbox"
        aria-controls={replies.isOpen ? listId : undefined}
        aria-activedescendant={
          replies.isOpen && replies.found.length > 0 ? optionId(listId, replies.chosen) : undefined
        }
        placeholder={placeholderFor(conversation.contact.name, files)}
        value={text}
        onInput={(event) => {
          composer.write(event.currentTarget.value);
          replies.look(fieldTextOf(event.currentTarget));
        }}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const pasted = [...(event.clipboardData?.files ?? [])];
          if (pasted.length === 0) return;
          event.preventDefault();
          onFiles(pasted);
        }}
        onBlur={replies.close}
      />
      <div class={styles.bar}>
        <AddMenu isGroup={conversation.contact.kind === 'group'} onOpen={onOpen} onFiles={onFiles} />
        <span ref={emojiAnchor}>
          <IconButton
            icon={Smile}
            label="Emoji"
            aria-haspopup="dialog"
            aria-expanded={isPickingEmoji}
            onClick={() => setIsPickingEmoji(!isPickingEmoji)}
          />
        </span>
        <EmojiPicker
          anchor={emojiAnchor}
          open={isPickingEmoji}
          onClose={() => setIsPickingEmoji(false)}
          onPick={(emoji) => edit((now) => insertText(now, emoji))}
        />
        <IconButton
          icon={Zap}
          label="Quick replies"
          shortcut="/"
          onClick={() => {
            edit((now) =>
              insertText(now, now.start === 0 || /\s$/.test(now.text.slice(0, now.start)) ? '/' : ' /'),
            );
            if (field.current !== null) replies.look(fieldTextOf(field.current));
          }}
        />
        <p class={styles.hint} aria-hidden="true">
          <b>Enter</b> to send, <b>Shift + Enter</b> for a new line
        </p>
        {length >= COUNT_FROM && (
          <output class={styles.count} data-over={isTooLong ? '' : undefined}>
            {length.toLocaleString('en')} of {MAX_TEXT_CHARACTERS.toLocaleString('en')}
          </output>
        )}
        {isEmpty && (
          <IconButton icon={Mic} label="Record a voice message" onClick={() => void recorder.start()} />
        )}
        <Tooltip text="Send" shortcut="↵">
          <button type="submit" class={styles.send} aria-label="Send" disabled={isEmpty || isTooLong}>
            <Icon icon={Send} size={17} />
          </button>
        </Tooltip>
      </div>
    </form>
  );
};
