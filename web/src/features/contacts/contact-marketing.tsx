import { useState } from 'preact/hooks';
import type { Contact } from '../../../../workers/contracts/api/contacts.ts';
import { asApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { shortDate } from '../conversations/times.rules.ts';
import styles from './contact-marketing.module.css';

const WHO = { customer: 'They said so on WhatsApp', meta: 'Meta told us so', agent: 'Noted by your team' };

/** Whether the person wants marketing, and by whose word they do not. */
export const ContactMarketing = ({ contact }: { contact: Contact }) => {
  const { contacts, can, toast } = useWorkspace();
  const [isBusy, setIsBusy] = useState(false);
  const { marketingOptOutAtMs: sinceMs, marketingOptOutSource: source } = contact;
  const wantsMarketing = sinceMs === null;
  const change = async () => {
    setIsBusy(true);
    try {
      await contacts.update(contact.id, { wantsMarketing: !wantsMarketing });
    } catch (thrown) {
      toast('danger', asApiProblem(thrown).message);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <div class={styles.row}>
      <p class={styles.state}>
        <strong>{wantsMarketing ? 'Marketing allowed' : 'No marketing'}</strong>
        <span>
          {sinceMs === null
            ? 'Nothing stands against it.'
            : `${source === null ? '' : `${WHO[source]}, `}${shortDate(sinceMs)}.`}
        </span>
      </p>
      {can('contacts:write') && (
        <Button size="sm" busy={isBusy} onClick={() => void change()}>
          {wantsMarketing ? 'Opt out' : 'Opt in'}
        </Button>
      )}
    </div>
  );
};
