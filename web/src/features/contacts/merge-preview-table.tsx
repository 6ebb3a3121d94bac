import type { MergePreview, MergeSide } from '../../../../workers/contracts/api/contacts.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { shortDate } from '../conversations/times.rules.ts';
import { contactTitle } from './contact-title.rules.ts';
import { identifierName, identifierValue } from './identifier.rules.ts';
import { mergeWords } from './merge-preview.rules.ts';
import styles from './merge-preview-table.module.css';

interface Line {
  name: string;
  value: string;
}

const ROWS: { name: string; of: (side: MergeSide) => string | Line[] | null }[] = [
  { name: 'WhatsApp name', of: ({ contact }) => contact.profileName },
  {
    name: 'Known by',
    of: ({ identifiers }) =>
      identifiers.map((one) => ({ name: identifierName(one), value: identifierValue(one) })),
  },
  { name: 'First seen', of: ({ contact }) => shortDate(contact.createdAtMs) },
  { name: 'Threads', of: ({ conversationCount }) => String(conversationCount) },
  {
    name: 'Messages',
    of: ({ messageCount, isMessageCountExact }) => `${messageCount}${isMessageCountExact ? '' : ' or more'}`,
  },
  {
    name: 'Marketing',
    of: ({ contact }) => (contact.marketingOptOutAtMs === null ? 'Allowed' : 'Opted out'),
  },
  { name: 'Notes', of: ({ contact }) => (contact.notes === '' ? null : contact.notes) },
];

/** Both contacts side by side, and what merging makes of them. */
export const MergePreviewTable = ({ preview }: { preview: MergePreview }) => {
  const { channels } = useWorkspace();
  const { stays, goes } = preview;
  const words = mergeWords(preview, (id) => channels.find(id)?.name ?? 'a number that was removed');
  return (
    <section class={styles.preview} aria-label="What becomes of them">
      <table class={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">What</span>
            </th>
            <th scope="col">
              <span class={styles.role}>Stays</span>
              {contactTitle(stays.contact)}
            </th>
            <th scope="col">
              <span class={styles.role}>Is merged into it</span>
              {contactTitle(goes.contact)}
            </th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(({ name, of }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <Cell value={of(stays)} />
              <Cell value={of(goes)} />
            </tr>
          ))}
        </tbody>
      </table>
      <h3 class={styles.heading}>What will happen</h3>
      <ul class={styles.words}>
        {words.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  );
};

const Cell = ({ value }: { value: string | Line[] | null }) => (
  <td dir="auto">
    {value === null ? (
      <span class={styles.nothing}>None</span>
    ) : typeof value === 'string' ? (
      value
    ) : (
      value.map((line) => (
        <div key={`${line.name} ${line.value}`} class={styles.line}>
          <span class={styles.lineName}>{line.name}</span> {line.value}
        </div>
      ))
    )}
  </td>
);
