import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Clock3, Lock, Send } from 'lucide';
import { MAX_TEXT_CHARACTERS } from '../../../../workers/contracts/api/messages.ts';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Icon } from '../../ui/icon.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import type { ThreadStore } from './thread-store.ts';
import { momentText } from './times.rules.ts';
import { timeLeft, windowState } from './window.rules.ts';
import styles from './composer.module.css';

/** Code points, as WhatsApp counts them. */
const countCharacters = (text: string): number => Array.from(text).length;

const LONGEST_NAME_IN_PLACEHOLDER = 24;
const placeholderFor = (name: string | null): string =>
  name === null || name.length > LONGEST_NAME_IN_PLACEHOLDER ? 'Write a message' : `Write to ${name}`;

const COUNT_FROM = MAX_TEXT_CHARACTERS - 400;
const TALLEST_PX = 220;

interface ComposerProps {
  thread: ThreadStore;
  conversation: Conversation;
  /** Text put back for another try; a new object each time. */
  restored: { text: string } | null;
}

export const Composer = ({ thread, conversation, restored }: ComposerProps) => {
  const { nowMs, can } = useWorkspace();
  const window = windowState(conversation.windowEndsAtMs, nowMs.value);
  if (!can('conversations:write'))
    return (
      <Closed title="You can read here, but not write">
        Your role is Viewer. Ask an owner or admin to change it.
      </Closed>
    );
  if (window.kind === 'never')
    return (
      <Closed title="This customer has not written yet">
        WhatsApp allows free text only after the customer’s first message. Until then, only an approved
        template can be sent.
      </Closed>
    );
  if (window.kind === 'closed')
    return (
      <Closed title={`The 24-hour window closed ${momentText(window.atMs, nowMs.value)}`}>
        WhatsApp allows free text for 24 hours after the customer’s last message. It opens again when they
        write; until then, only an approved template can be sent.
      </Closed>
    );
  return (
    <div class={styles.foot}>
      {window.kind === 'closing' && (
        <p class={styles.closing}>
          <Icon icon={Clock3} size={14} /> Window closes in {timeLeft(window.leftMs)}
        </p>
      )}
      <Writing thread={thread} restored={restored} name={conversation.contact.name} />
    </div>
  );
};

const Closed = ({ title, children }: { title: string; children: string }) => (
  <div class={styles.foot}>
    <div class={styles.closed} role="note">
      <span class={styles.lock}>
        <Icon icon={Lock} size={17} />
      </span>
      <p>
        <strong>{title}</strong>
        {children}
      </p>
    </div>
  </div>
);

const Writing = ({
  thread,
  restored,
  name,
}: Pick<ComposerProps, 'thread' | 'restored'> & { name: string | null }) => {
  const { drafts, toast } = useWorkspace();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => drafts.read(thread.conversationId));
  const length = countCharacters(text);
  const isTooLong = length > MAX_TEXT_CHARACTERS;
  const isEmpty = text.trim() === '';

  const write = (next: string) => {
    setText(next);
    drafts.write(thread.conversationId, next);
  };

  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, TALLEST_PX)}px`;
  }, [text]);
  useEffect(() => {
    if (restored === null) return;
    write(restored.text);
    field.current?.focus();
  }, [restored]);
  useEffect(() => () => thread.stoppedTyping(), [thread]);
  useShortcut('r', (event) => {
    event.preventDefault();
    field.current?.focus();
  });

  const send = () => {
    if (isEmpty) return;
    if (isTooLong) {
      toast('danger', `A text message holds at most ${MAX_TEXT_CHARACTERS.toLocaleString('en')} characters.`);
      return;
    }
    void thread.sendText(text.trim());
    write('');
    field.current?.focus();
  };

  return (
    <form
      class={styles.composer}
      aria-label="Reply"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        class={styles.field}
        rows={1}
        dir="auto"
        aria-label="Message"
        aria-invalid={isTooLong}
        placeholder={placeholderFor(name)}
        value={text}
        onInput={(event) => {
          const next = event.currentTarget.value;
          write(next);
          if (next.trim() === '') thread.stoppedTyping();
          else thread.typing();
        }}
        onKeyDown={(event) => {
          // keyCode 229: the Enter that ends an input method's composition, in Safari, which has isComposing false by then.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
          event.preventDefault();
          send();
        }}
      />
      <div class={styles.bar}>
        <p class={styles.hint} aria-hidden="true">
          <b>Enter</b> to send, <b>Shift + Enter</b> for a new line
        </p>
        {length >= COUNT_FROM && (
          <output class={styles.count} data-over={isTooLong ? '' : undefined}>
            {length.toLocaleString('en')} of {MAX_TEXT_CHARACTERS.toLocaleString('en')}
          </output>
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
