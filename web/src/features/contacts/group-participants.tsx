import { useEffect, useState } from 'preact/hooks';
import type { Participant } from '../../../../workers/contracts/api/conversations.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { momentText } from '../conversations/times.rules.ts';
import { contactTitle, readablePhone } from './phone.rules.ts';
import { createParticipantsStore } from './participants-store.ts';
import styles from './group-participants.module.css';

interface GroupParticipantsProps {
  conversationId: string;
  /** Rises when somebody writes. */
  revision: number;
  onOpen: (contactId: string) => void;
}

/** Who is in a group, and who was. */
export const GroupParticipants = ({ conversationId, revision, onOpen }: GroupParticipantsProps) => {
  const { api } = useWorkspace();
  const [store] = useState(() => createParticipantsStore(api, conversationId));
  useEffect(() => void store.load(), [store, revision]);
  const people = store.participants.value;
  const members = people?.filter(({ isMember }) => isMember) ?? [];
  const gone = people?.filter(({ isMember }) => !isMember) ?? [];
  const problem = store.problem.value;
  return (
    <>
      <h3 class={styles.heading}>Participants{members.length > 0 && ` (${members.length})`}</h3>
      {people === null && problem === null && (
        <output aria-label="Loading participants">
          <Skeleton width="long" />
        </output>
      )}
      {problem !== null && (
        <p class={styles.none}>
          {problem.message}{' '}
          <Button size="sm" onClick={() => void store.load()}>
            Try again
          </Button>
        </p>
      )}
      {people?.length === 0 && <p class={styles.none}>Nobody is known to be in this group yet.</p>}
      <People label="Participants" people={members} onOpen={onOpen} />
      {gone.length > 0 && (
        <>
          <h3 class={styles.heading}>No longer in the group ({gone.length})</h3>
          <People label="No longer in the group" people={gone} onOpen={onOpen} />
        </>
      )}
    </>
  );
};

interface PeopleProps {
  label: string;
  people: readonly Participant[];
  onOpen: (contactId: string) => void;
}

const People = ({ label, people, onOpen }: PeopleProps) =>
  people.length === 0 ? null : (
    <ul class={styles.list} aria-label={label}>
      {people.map((one) => (
        <li key={one.contactId}>
          <Person person={one} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );

const Person = ({ person, onOpen }: { person: Participant; onOpen: (contactId: string) => void }) => {
  const { nowMs } = useWorkspace();
  const { contactId, name, phone, lastWroteAtMs } = person;
  return (
    <button type="button" class={styles.person} onClick={() => onOpen(contactId)}>
      <Avatar id={contactId} name={name} size="sm" />
      <span class={styles.words}>
        <strong dir="auto">{contactTitle({ name, phone })}</strong>
        <small>
          {name !== null && phone !== null && `${readablePhone(phone)} · `}
          {lastWroteAtMs === null ? 'has not written' : `wrote ${momentText(lastWroteAtMs, nowMs.value)}`}
        </small>
      </span>
    </button>
  );
};
