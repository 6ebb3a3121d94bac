import { useRef, useState } from 'preact/hooks';
import { Pencil } from 'lucide';
import type { Contact } from '../../../../workers/contracts/api/contacts.ts';
import { asApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { contactTitle } from './phone.rules.ts';
import styles from './contact-name.module.css';

export const ContactName = ({ contact }: { contact: Contact }) => {
  const { contacts, toast, can } = useWorkspace();
  const [draft, setDraft] = useState<string | null>(null);
  const isDone = useRef(false);

  const save = async () => {
    if (draft === null || isDone.current) return;
    isDone.current = true;
    const name = draft.trim();
    if (name === (contact.name ?? '')) {
      setDraft(null);
      return;
    }
    try {
      await contacts.update(contact.id, { name: name === '' ? null : name });
      setDraft(null);
    } catch (thrown) {
      const problem = asApiProblem(thrown);
      isDone.current = false;
      toast(
        problem.status === 409 ? 'info' : 'danger',
        problem.status === 409
          ? `Somebody just changed this contact. The name is now “${contactTitle(contacts.contacts.peek().get(contact.id) ?? contact)}”.`
          : problem.message,
      );
    }
  };

  if (draft === null)
    return (
      <div class={styles.shown}>
        <p class={styles.name} dir="auto">
          {contactTitle(contact)}
        </p>
        {can('contacts:write') && (
          <IconButton
            icon={Pencil}
            label="Edit name"
            size="sm"
            onClick={() => {
              isDone.current = false;
              setDraft(contact.name ?? '');
            }}
          />
        )}
      </div>
    );
  return (
    <input
      class={styles.field}
      aria-label="Name"
      dir="auto"
      maxLength={120}
      value={draft}
      ref={(element) => {
        if (element !== null && document.activeElement !== element && !isDone.current) element.focus();
      }}
      onInput={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => void save()}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.isComposing) void save();
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        isDone.current = true;
        setDraft(null);
      }}
    />
  );
};
