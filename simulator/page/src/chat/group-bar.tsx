import type { PhoneStore } from '../phone-store.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './group-bar.module.css';

/** Where the customer is in groups with the business: which chat is open, and what can be done to the group. */
export function GroupBar({ phone }: { phone: PhoneStore }) {
  const groups = phone.ownGroups.value;
  const open = phone.group.value;
  if (groups.length === 0) return null;
  const others = phone.customers.value.filter(({ id }) => !open?.memberIds.includes(id));
  return (
    <div class={styles['bar']}>
      <ul class={styles['tabs']} aria-label="Chats with this business">
        <li>
          <button
            type="button"
            class={styles['tab']}
            aria-pressed={open === null}
            onClick={() => void phone.chooseGroup(null)}
          >
            Direct
          </button>
        </li>
        {groups.map((group) => (
          <li key={group.id}>
            <button
              type="button"
              class={styles['tab']}
              aria-pressed={open?.id === group.id}
              onClick={() => void phone.chooseGroup(group.id)}
            >
              <Icon name="people" size={15} /> {group.subject}
            </button>
          </li>
        ))}
      </ul>
      {open && (
        <div class={styles['group']}>
          <input
            key={`${open.id} ${open.subject}`}
            class={styles['subject']}
            type="text"
            aria-label="Subject of the group"
            maxLength={128}
            defaultValue={open.subject}
            onChange={({ currentTarget }) => {
              const subject = currentTarget.value.trim();
              if (subject !== '' && subject !== open.subject) void phone.deeds.renameGroup(subject);
            }}
          />
          <select
            class={styles['add']}
            aria-label="Add somebody to the group"
            value=""
            onChange={({ currentTarget }) => void phone.deeds.addToGroup(currentTarget.value)}
          >
            <option value="">{`${open.memberIds.length} in, add…`}</option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <button type="button" class={styles['leave']} onClick={() => void phone.deeds.leaveGroup()}>
            Leave
          </button>
        </div>
      )}
    </div>
  );
}
