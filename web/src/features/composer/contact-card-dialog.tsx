import { useEffect, useState } from 'preact/hooks';
import type { Contact } from '../../../../workers/contracts/api/contacts.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { contactTitle, readablePhone } from '../contacts/phone.rules.ts';
import type { SendContent } from './composer-store.ts';
import {
  CARD_CHARACTERS,
  contentOfCard,
  EMPTY_CARD,
  faultsOfCard,
  type ContactCardDraft,
} from './contact-card.rules.ts';
import { focusFirstFault } from './focus-first-fault.ts';
import styles from './small-form.module.css';

const SEARCH_AFTER_MS = 250;
const SHOWN = 5;

export const ContactCardDialog = ({ onSend, onClose }: { onSend: SendContent; onClose: () => void }) => {
  const { api } = useWorkspace();
  const [draft, setDraft] = useState<ContactCardDraft>(EMPTY_CARD);
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly Contact[] | null>(null);
  const [wasTried, setWasTried] = useState(false);
  const faults = faultsOfCard(draft);
  const change = (next: Partial<ContactCardDraft>) => setDraft((now) => ({ ...now, ...next }));
  useEffect(() => {
    const q = query.trim();
    let isOver = false;
    setFound(null);
    const timer = setTimeout(() => {
      if (q === '') return;
      api.listContacts({ q, limit: SHOWN }).then(
        ({ items }) => !isOver && setFound(items),
        () => !isOver && setFound([]),
      );
    }, SEARCH_AFTER_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [query]);
  const submit = () => {
    setWasTried(true);
    if (Object.keys(faults).length > 0) {
      focusFirstFault();
      return;
    }
    onSend(contentOfCard(draft), draft.name.trim());
    onClose();
  };
  const errorOf = (field: keyof ContactCardDraft) => (wasTried ? faults[field] : undefined);
  return (
    <Dialog
      title="Send a contact"
      description="The customer can save it, and write to its number."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="contact-card">
            Send
          </Button>
        </>
      }
    >
      <form
        id="contact-card"
        class={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label="Take one of your contacts"
          value={query}
          onValue={setQuery}
          maxLength={80}
          placeholder="Name or number"
          autoFocusInDialog
        />
        {found !== null && (
          <ul class={styles.found} aria-label="Found contacts">
            {found.map((contact) => (
              <li key={contact.id}>
                <button
                  type="button"
                  class={styles.contact}
                  onClick={() => {
                    change({
                      name: contact.name ?? '',
                      phone: contact.phone === null ? '' : `+${contact.phone}`,
                    });
                    setQuery('');
                  }}
                >
                  <Avatar id={contact.id} name={contact.name} size="sm" />
                  <span>{contactTitle(contact)}</span>
                  {contact.phone !== null && <small>{readablePhone(contact.phone)}</small>}
                </button>
              </li>
            ))}
            {found.length === 0 && <li class={styles.none}>Nobody by that name or number.</li>}
          </ul>
        )}
        <TextField
          label="Name"
          value={draft.name}
          onValue={(name) => change({ name })}
          maxLength={CARD_CHARACTERS}
          error={errorOf('name')}
        />
        <TextField
          label="Phone number"
          type="tel"
          value={draft.phone}
          onValue={(phone) => change({ phone })}
          maxLength={32}
          placeholder="+55 11 98765-4321"
          error={errorOf('phone')}
        />
        <TextField
          label="E-mail (optional)"
          value={draft.email}
          onValue={(email) => change({ email })}
          maxLength={CARD_CHARACTERS}
          error={errorOf('email')}
        />
        <TextField
          label="Company (optional)"
          value={draft.company}
          onValue={(company) => change({ company })}
          maxLength={CARD_CHARACTERS}
        />
      </form>
    </Dialog>
  );
};
