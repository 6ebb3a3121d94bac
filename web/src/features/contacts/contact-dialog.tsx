import { useEffect, useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { MessageCircle } from 'lucide';
import { asApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ContactTimeline } from '../incoming-events/contact-timeline.tsx';
import { ContactConversations } from './contact-conversations.tsx';
import { ContactFacts } from './contact-facts.tsx';
import { createContactLinksStore } from './contact-links-store.ts';
import { ContactMarketing } from './contact-marketing.tsx';
import { ContactMerges } from './contact-merges.tsx';
import { ContactName } from './contact-name.tsx';
import { ContactNotes } from './contact-notes.tsx';
import styles from './contact-dialog.module.css';

/** One contact with all that is known, and the way into a conversation. */
export const ContactDialog = ({
  contactId: openedId,
  onClose,
}: {
  contactId: string;
  onClose: () => void;
}) => {
  const [contactId, setContactId] = useState(openedId);
  const { api, contacts, channels, can, toast } = useWorkspace();
  const { route } = useLocation();
  const [isOpening, setIsOpening] = useState(false);
  const connected = channels.channels.value.filter(({ disconnectedAtMs }) => disconnectedAtMs === null);
  const [channelId, setChannelId] = useState(connected[0]?.id ?? '');
  useEffect(() => void contacts.load(contactId), [contactId]);
  const contact = contacts.find(contactId);
  const links = useMemo(
    () => createContactLinksStore(api, contact?.id ?? contactId),
    [contact?.id, contactId],
  );
  useEffect(() => {
    if (contact !== undefined) void links.loadConversations();
  }, [links, contact?.version]);
  const isReachable = contact?.kind === 'person' && (contact.phone !== null || contact.userId !== null);
  const canWrite = can('conversations:write') && isReachable && channelId !== '';
  const isBegun = links.conversations.value?.some((row) => row.channelId === channelId) === true;
  const openThread = async () => {
    setIsOpening(true);
    try {
      route(`/inbox/${await links.begin(channelId)}`);
    } catch (thrown) {
      toast('danger', asApiProblem(thrown).message);
      setIsOpening(false);
    }
  };
  return (
    <Dialog
      title="Contact"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          {canWrite && (
            <Button variant="primary" icon={MessageCircle} busy={isOpening} onClick={() => void openThread()}>
              {isBegun ? 'Open conversation' : 'New conversation'}
            </Button>
          )}
        </>
      }
    >
      {contact === undefined ? (
        <output aria-label="Loading contact">
          <Skeleton width="half" />
          <Skeleton width="long" />
        </output>
      ) : (
        <div class={styles.parts}>
          <ContactName key={contact.id} contact={contact} />
          <ContactFacts contact={contact} />
          <ContactConversations store={links} />
          <ContactNotes key={contact.id} contact={contact} />
          {contact.kind === 'person' && <ContactMarketing contact={contact} />}
          <div>
            <ContactMerges contact={contact} onMerged={({ id }) => setContactId(id)} />
          </div>
          <ContactTimeline key={`timeline ${contact.id}`} contactId={contact.id} version={contact.version} />
          {canWrite && connected.length > 1 && (
            <SelectField
              label="Write from"
              value={channelId}
              onValue={setChannelId}
              options={connected.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </div>
      )}
    </Dialog>
  );
};
