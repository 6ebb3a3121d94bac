import { useSignal, useSignalEffect } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Message } from '../../../world/types.ts';
import { fields, text } from '../bubbles/read-content.ts';
import type { PhoneStore } from '../phone-store.ts';
import { Icon } from '../ui/icon.tsx';
import { AttachMenu } from './attach-menu.tsx';
import styles from './composer.module.css';
import { describeMessage } from './describe-message.ts';

/** Enter sends, Shift+Enter begins a line. */
export function Composer({ phone }: { phone: PhoneStore }) {
  const draft = useSignal('');
  const input = useRef<HTMLTextAreaElement>(null);
  const answered = phone.replyTo.value;
  const edited = phone.editing.value;

  useSignalEffect(() => {
    const message = phone.editing.value;
    if (message) draft.value = message.type === 'text' ? describeMessage(message) : captionOf(message);
    if (message || phone.replyTo.value) input.current?.focus();
  });
  useLayoutEffect(() => {
    const element = input.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [draft.value]);

  const send = () => {
    const body = draft.value.trim();
    if (body === '') return;
    draft.value = '';
    void phone.writeText(body);
  };
  const cancel = () => {
    if (edited) draft.value = '';
    phone.replyTo.value = null;
    phone.editing.value = null;
  };

  return (
    <form
      class={styles['composer']}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {phone.isOnPhoneApp.value && (
        <p class={styles['about']}>
          <span class={styles['aboutText']}>
            <strong>Phone app of {phone.number.value?.verifiedName}</strong> writes now
          </span>
          <button
            type="button"
            class={styles['cancel']}
            aria-label="Write as the customer again"
            onClick={() => (phone.writer.value = 'customer')}
          >
            <Icon name="close" size={16} />
          </button>
        </p>
      )}
      {(answered ?? edited) && (
        <p class={styles['about']}>
          <span class={styles['aboutText']}>
            <strong>{edited ? 'Editing' : 'Answering'}</strong>{' '}
            {describeMessage(edited ?? answered ?? raise())}
          </span>
          <button type="button" class={styles['cancel']} aria-label="Cancel" onClick={cancel}>
            <Icon name="close" size={16} />
          </button>
        </p>
      )}
      <div class={styles['row']}>
        <AttachMenu
          phone={phone}
          takeCaption={() => {
            const caption = draft.value.trim();
            draft.value = '';
            return caption;
          }}
        />
        <textarea
          ref={input}
          class={styles['input']}
          rows={1}
          maxLength={65_536}
          placeholder={phone.isOnPhoneApp.value ? 'Message to the customer' : 'Message'}
          aria-label="Message to the business"
          value={draft.value}
          onInput={(event) => (draft.value = event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') cancel();
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="submit" class={styles['send']} aria-label="Send" disabled={draft.value.trim() === ''}>
          <Icon name="send" size={19} />
        </button>
      </div>
    </form>
  );
}

function captionOf(message: Message): string {
  return text(fields(message.content)['caption']);
}

function raise(): never {
  throw new Error('shown only with a message');
}
