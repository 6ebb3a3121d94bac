import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Search, SearchX } from 'lucide';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { MessageLife } from './message-life.tsx';
import { placeOfId } from './place-of-id.rules.ts';
import { useLife } from './use-life.ts';
import styles from './find-message-tab.module.css';

/** Finds any message by its id, ours or WhatsApp's. The id is in the address, so that it can be sent to a colleague. */
export const FindMessageTab = () => {
  const { query, route } = useLocation();
  const { can } = useWorkspace();
  const asked = query['id'] ?? '';
  const askedOf = query['company'] ?? '';
  const [id, setId] = useState(asked);
  const [company, setCompany] = useState(askedOf);
  return (
    <section class={styles.tab} aria-label="Find a message">
      <form
        class={styles.search}
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = id.trim();
          const of = company.trim() === '' ? '' : `&company=${encodeURIComponent(company.trim())}`;
          if (wanted !== '')
            route(placeOfId(wanted) ?? `/operations/message?id=${encodeURIComponent(wanted)}${of}`);
        }}
      >
        <TextField
          label="Id of the message"
          hint="As in the message’s info, in a webhook or in a log: msg_… or wamid.… Other ids lead to their page: a webhook-id, dl_…, whk_…, conv_…, ch_…"
          value={id}
          onValue={setId}
          maxLength={256}
          spellcheck={false}
          autoComplete="off"
        />
        {can('deployment:operate') && (
          <TextField
            label="Company"
            hint="Its id or short name; empty for your own"
            value={company}
            onValue={setCompany}
            maxLength={64}
            spellcheck={false}
            autoComplete="off"
          />
        )}
        <Button type="submit" variant="primary" icon={Search}>
          Find
        </Button>
      </form>
      {asked !== '' && <Found key={`${askedOf} ${asked}`} id={asked} company={askedOf} />}
    </section>
  );
};

const Found = ({ id, company }: { id: string; company: string }) => {
  const found = useLife(id, company);
  if (found === null) return <Skeleton shape="block" width="full" />;
  if (found.life !== null)
    return (
      <div class={styles.card}>
        <MessageLife life={found.life} company={company} />
      </div>
    );
  return (
    <EmptyState
      icon={SearchX}
      title={found.problem?.status === 404 ? 'No such message' : 'It could not be looked for'}
    >
      {found.problem?.status === 404
        ? 'Look at the id again: it is found by ours (msg_…) and by WhatsApp’s (wamid.…), however old it is.'
        : (found.problem?.message ?? 'Try again in a moment.')}
    </EmptyState>
  );
};
