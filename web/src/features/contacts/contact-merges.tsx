import { useEffect, useMemo, useState } from 'preact/hooks';
import { Merge, Undo2 } from 'lucide';
import type { Contact, ContactMerge } from '../../../../workers/contracts/api/contacts.ts';
import { asApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { lazyDialog } from '../../ui/lazy.tsx';
import { shortDate } from '../conversations/times.rules.ts';
import { createMergesStore } from './merges-store.ts';
import { readablePhone } from './phone.rules.ts';
import styles from './contact-merges.module.css';

const MergeDialog = lazyDialog(() => import('./merge-dialog.tsx').then((it) => it.MergeDialog));

/** Which other contacts this person has been, and the way to merge another or to part them again. */
export const ContactMerges = ({
  contact,
  onMerged,
}: {
  contact: Contact;
  /** With the contact that stays: it may be the other. */
  onMerged?: (contact: Contact) => void;
}) => {
  const { api, contacts, can, toast } = useWorkspace();
  const store = useMemo(() => createMergesStore(api, contact.id), [contact.id]);
  const [isMerging, setIsMerging] = useState(false);
  useEffect(() => void store.load(), [store, contact.version]);
  const canWrite = can('contacts:write') && contact.kind === 'person';
  const merges = store.merges.value;
  if (!canWrite && merges.length === 0) return null;
  const undo = async (merge: ContactMerge) => {
    try {
      await store.undo(merge.id);
      await contacts.load(contact.id);
      toast('success', 'They are two contacts again.');
    } catch (thrown) {
      toast('danger', asApiProblem(thrown).message);
    }
  };
  return (
    <>
      {merges.length > 0 && (
        <ul class={styles.list} aria-label="Merged contacts">
          {merges.map((merge) => (
            <li key={merge.id} class={styles.merge}>
              <p class={styles.who}>
                <strong>{nameOf(merge.from)}</strong>
                <span>
                  {merge.reason === 'person' ? 'Merged' : 'Found to be the same person'},{' '}
                  {shortDate(merge.atMs)}
                </span>
              </p>
              {canWrite && merge.canUndo && (
                <Button size="sm" variant="ghost" icon={Undo2} onClick={() => void undo(merge)}>
                  Undo
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {canWrite && (
        <Button size="sm" icon={Merge} onClick={() => setIsMerging(true)}>
          Merge with…
        </Button>
      )}
      {isMerging && (
        <MergeDialog
          contact={contact}
          store={store}
          onMerged={(stays) => onMerged?.(stays)}
          onClose={() => setIsMerging(false)}
        />
      )}
    </>
  );
};

const nameOf = ({ name, phone }: ContactMerge['from']) =>
  name ?? (phone === null ? 'Hidden number' : readablePhone(phone));
