import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { CircleAlert, UserPlus, UsersRound } from 'lucide';
import type { Contact } from '../../../../workers/contracts/api/contacts.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { shortDate } from '../conversations/times.rules.ts';
import { ContactDialog } from './contact-dialog.tsx';
import { createContactListStore } from './contact-list-store.ts';
import { contactTitle } from './contact-title.rules.ts';
import { NewContactDialog } from './new-contact-dialog.tsx';
import { readablePhone } from './phone.rules.ts';
import pageStyles from '../../ui/page.module.css';
import styles from './contacts-page.module.css';

const SEARCH_AFTER_MS = 250;

type Open = { kind: 'none' } | { kind: 'new' } | { kind: 'shown'; id: string };

export const ContactsPage = () => {
  const { api, can } = useWorkspace();
  const store = useMemo(() => createContactListStore(api), []);
  const [open, setOpen] = useState<Open>({ kind: 'none' });
  const [query, setQuery] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => void store.load(), []);
  const search = (next: string) => {
    setQuery(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void store.search(next), SEARCH_AFTER_MS);
  };
  const phase = store.phase.value;
  const items = store.items.value;
  return (
    <main class={pageStyles.page}>
      <div class={pageStyles.column}>
        <header class={pageStyles.header}>
          <div>
            <h1 class={pageStyles.title}>Contacts</h1>
            <p class={pageStyles.lead}>Everybody who wrote to you, and whom you saved. The newest first.</p>
          </div>
          {can('contacts:write') && (
            <Button variant="primary" icon={UserPlus} onClick={() => setOpen({ kind: 'new' })}>
              New contact
            </Button>
          )}
        </header>
        <TextField
          label="Search"
          value={query}
          onValue={search}
          maxLength={80}
          placeholder="Name, number or username"
        />
        {phase === 'loading' && <LoadingRows label="Loading contacts" />}
        {phase === 'failed' && (
          <EmptyState
            icon={CircleAlert}
            title="The contacts could not be loaded"
            action={<Button onClick={() => void store.load()}>Try again</Button>}
          >
            {store.problem.value?.message}
          </EmptyState>
        )}
        {phase === 'ready' && items.length === 0 && (
          <div class={pageStyles.card}>
            <EmptyState icon={UsersRound} title={query === '' ? 'No contact yet' : 'Nobody matches'}>
              {query === ''
                ? 'Whoever writes to you appears here.'
                : 'Search by the beginning of a name or of a number.'}
            </EmptyState>
          </div>
        )}
        {items.length > 0 && phase === 'ready' && (
          <ul class={pageStyles.card} aria-label="Contacts">
            {items.map((contact) => (
              <li key={contact.id}>
                <button
                  type="button"
                  class={styles.row}
                  onClick={() => setOpen({ kind: 'shown', id: contact.id })}
                >
                  <Row contact={contact} />
                </button>
              </li>
            ))}
          </ul>
        )}
        {store.cursor.value !== null && phase === 'ready' && (
          <Button busy={store.isLoadingMore.value} onClick={() => void store.loadMore()}>
            Show more
          </Button>
        )}
      </div>
      {open.kind === 'new' && (
        <NewContactDialog
          store={store}
          onSaved={({ id }) => setOpen({ kind: 'shown', id })}
          onClose={() => setOpen({ kind: 'none' })}
        />
      )}
      {open.kind === 'shown' && (
        <ContactDialog
          contactId={open.id}
          onClose={() => {
            setOpen({ kind: 'none' });
            void store.load();
          }}
        />
      )}
    </main>
  );
};

const Row = ({ contact }: { contact: Contact }) => (
  <>
    <Avatar id={contact.id} name={contact.name} size="md" />
    <span class={styles.words}>
      <strong dir="auto">{contactTitle(contact)}</strong>
      <span>
        {contact.phone === null
          ? contact.kind === 'group'
            ? 'Group'
            : 'Number hidden by WhatsApp'
          : contact.name === null
            ? 'No name yet'
            : readablePhone(contact.phone)}
      </span>
    </span>
    {contact.marketingOptOutAtMs !== null && <Badge tone="warning">No marketing</Badge>}
    <time class={styles.since} dateTime={new Date(contact.createdAtMs).toISOString()}>
      {shortDate(contact.createdAtMs)}
    </time>
  </>
);
