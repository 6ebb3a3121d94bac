import { useEffect, useState } from 'preact/hooks';
import { X } from 'lucide';
import { useWorkspace } from '../../app/workspace.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ContactTimeline } from '../incoming-events/contact-timeline.tsx';
import { momentText } from '../conversations/times.rules.ts';
import { ContactDialog } from './contact-dialog.tsx';
import { ContactFacts } from './contact-facts.tsx';
import { ContactMarketing } from './contact-marketing.tsx';
import { ContactMerges } from './contact-merges.tsx';
import { ContactName } from './contact-name.tsx';
import { ContactNotes } from './contact-notes.tsx';
import { Fact } from './fact.tsx';
import { GroupParticipants } from './group-participants.tsx';
import { readablePhone } from './phone.rules.ts';
import styles from './contact-panel.module.css';

const STATUS_NAMES = { open: 'Open', pending: 'Pending', snoozed: 'Snoozed', resolved: 'Resolved' };

export const ContactPanel = ({
  conversationId,
  onClose,
}: {
  conversationId: string;
  onClose: () => void;
}) => {
  const { rows, contacts, channels, members, nowMs, threadOf } = useWorkspace();
  const [openedId, setOpenedId] = useState<string | null>(null);
  const conversation = rows.find(conversationId);
  const contactId = conversation?.contact.id ?? null;
  useEffect(() => {
    if (contactId !== null) void contacts.load(contactId);
  }, [contactId]);
  const contact = contactId === null ? undefined : contacts.find(contactId);
  const problem = contacts.problem.value;
  const isGone = conversation === null && threadOf(conversationId).phase.value === 'failed';

  return (
    <aside class={styles.panel} aria-label="Contact">
      <header class={styles.header}>
        <h2 class={styles.title}>Details</h2>
        <IconButton icon={X} label="Close details" size="sm" onClick={onClose} />
      </header>
      <div class={styles.body}>
        {isGone ? (
          <p class={styles.loading}>Nothing to show.</p>
        ) : contact === undefined || conversation === null ? (
          problem === null ? (
            <output class={styles.loading} aria-label="Loading contact">
              <Skeleton shape="circle" />
              <Skeleton width="half" />
              <Skeleton width="long" />
              <Skeleton width="long" />
            </output>
          ) : (
            <div class={styles.loading}>
              <p>{problem.message}</p>
              <Button size="sm" onClick={() => contactId !== null && void contacts.load(contactId)}>
                Try again
              </Button>
            </div>
          )
        ) : (
          <>
            <div class={styles.who}>
              <Avatar id={contact.id} name={contact.name} size="xl" />
              <ContactName key={contact.id} contact={contact} />
              {contact.phone !== null && <p class={styles.phone}>{readablePhone(contact.phone)}</p>}
            </div>
            <section class={styles.section}>
              <ContactNotes key={contact.id} contact={contact} />
            </section>
            <section class={styles.section}>
              <h3 class={styles.heading}>{contact.kind === 'group' ? 'Group' : 'Contact'}</h3>
              <ContactFacts contact={contact} />
            </section>
            {contact.kind === 'person' ? (
              <section class={styles.section}>
                <ContactMarketing contact={contact} />
              </section>
            ) : (
              <section class={styles.section}>
                <GroupParticipants
                  key={conversationId}
                  conversationId={conversationId}
                  revision={conversation.revision}
                  onOpen={setOpenedId}
                />
              </section>
            )}
            <section class={styles.section}>
              <h3 class={styles.heading}>Conversation</h3>
              <dl>
                <Fact name="Channel" value={channels.find(conversation.channelId)?.name ?? null} />
                <Fact name="Status" value={STATUS_NAMES[conversation.status]} />
                <Fact name="Assigned to" value={members.find(conversation.assigneeId)?.name ?? 'Nobody'} />
                <Fact
                  name="Reply window"
                  value={
                    conversation.windowEndsAtMs === null
                      ? 'Not opened yet'
                      : `${conversation.windowEndsAtMs > nowMs.value ? 'Open until' : 'Closed'} ${momentText(conversation.windowEndsAtMs, nowMs.value)}`
                  }
                />
              </dl>
            </section>
            <ContactTimeline key={contact.id} contactId={contact.id} version={contact.version} />
            <section class={styles.section}>
              <ContactMerges contact={contact} />
            </section>
          </>
        )}
      </div>
      {openedId !== null && <ContactDialog contactId={openedId} onClose={() => setOpenedId(null)} />}
    </aside>
  );
};
