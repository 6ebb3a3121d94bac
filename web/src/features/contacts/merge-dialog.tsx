import { useEffect, useState } from 'preact/hooks';
import type { Contact, MergePreview } from '../../../../workers/contracts/api/contacts.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { contactTitle } from './contact-title.rules.ts';
import { MergePreviewTable } from './merge-preview-table.tsx';
import type { MergesStore } from './merges-store.ts';
import { readablePhone } from './phone.rules.ts';
import { readableUsername } from './username.rules.ts';
import styles from './merge-dialog.module.css';

const SEARCH_AFTER_MS = 250;
const SHOWN = 8;

/** Chooses the other contact of the same person, shows both, and merges them. */
export const MergeDialog = ({
  contact,
  store,
  onMerged,
  onClose,
}: {
  contact: Contact;
  store: MergesStore;
  onMerged: (contact: Contact) => void;
  onClose: () => void;
}) => {
  const { api, contacts, toast } = useWorkspace();
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly Contact[]>([]);
  const [other, setOther] = useState<Contact | null>(null);
  const [preview, setPreview] = useState<MergePreview | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  useEffect(() => {
    let isCurrent = true;
    const look = async () => {
      const q = query.trim();
      try {
        const { items } = await api.listContacts({ limit: SHOWN + 1, ...(q === '' ? {} : { q }) });
        const people = items.filter(({ id, kind }) => id !== contact.id && kind === 'person');
        if (isCurrent) setFound(people.slice(0, SHOWN));
      } catch (thrown) {
        if (isCurrent) setProblem(asApiProblem(thrown));
      }
    };
    const timer = setTimeout(() => void look(), SEARCH_AFTER_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [query]);

  useEffect(() => {
    setPreview(null);
    if (other === null) return undefined;
    let isCurrent = true;
    setProblem(null);
    store.preview(other.id).then(
      (found) => isCurrent && setPreview(found),
      (thrown: unknown) => isCurrent && setProblem(asApiProblem(thrown)),
    );
    return () => {
      isCurrent = false;
    };
  }, [other]);

  const confirm = async () => {
    if (other === null) return;
    setIsBusy(true);
    try {
      const stays = await store.merge(other.id);
      await contacts.load(stays.id);
      onMerged(stays);
      toast('success', `${contactTitle(stays)} is one contact now. It can be undone in the details.`);
      onClose();
    } catch (thrown) {
      setProblem(asApiProblem(thrown));
      setIsBusy(false);
    }
  };

  return (
    <Dialog
      title="Merge contacts"
      description="Choose the other contact of the same person. Both threads become one; it can be undone."
      onClose={onClose}
      wide
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={preview === null} busy={isBusy} onClick={() => void confirm()}>
            Merge
          </Button>
        </>
      }
    >
      <TextField
        label="Find a contact"
        value={query}
        onValue={setQuery}
        maxLength={80}
        placeholder="Name, number or username"
        autoFocusInDialog
      />
      <ul class={styles.found} aria-label="Contacts that match">
        {found.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              class={styles.choice}
              aria-pressed={one.id === other?.id}
              onClick={() => setOther(one)}
            >
              <Person contact={one} />
            </button>
          </li>
        ))}
        {found.length === 0 && <li class={styles.none}>Nobody else matches.</li>}
      </ul>
      {preview !== null && <MergePreviewTable preview={preview} />}
      <FormProblem problem={problem} />
    </Dialog>
  );
};

const Person = ({ contact }: { contact: Contact }) => (
  <span class={styles.person}>
    <Avatar id={contact.id} name={contact.name} size="sm" />
    <span class={styles.words}>
      <strong>{contactTitle(contact)}</strong>
      <span>
        {contact.name === null
          ? 'No name yet'
          : contact.phone === null
            ? contact.username === null
              ? 'Number hidden'
              : readableUsername(contact.username)
            : readablePhone(contact.phone)}
      </span>
    </span>
  </span>
);
