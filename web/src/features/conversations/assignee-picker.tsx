import { useRef, useState } from 'preact/hooks';
import { UserRound, UserRoundPlus, UserRoundX } from 'lucide';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import styles from './assignee-picker.module.css';

const FILTER_FROM = 8;

export const AssigneePicker = ({ conversation }: { conversation: Conversation }) => {
  const { me, members, edits } = useWorkspace();
  const anchor = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const assignee = members.find(conversation.assigneeId);
  const people = members.members.value.filter((member) => member.role !== 'viewer');
  const others = people
    .filter((member) => member.id !== me.user.id)
    .toSorted((a, b) => a.name.localeCompare(b.name));
  useShortcut('a', (event) => {
    event.preventDefault();
    setIsOpen(true);
  });

  const assign = (assigneeId: string | null) => () => {
    if (assigneeId !== conversation.assigneeId) void edits.edit(conversation.id, { assigneeId });
  };
  const mine = people.some((member) => member.id === me.user.id)
    ? [
        {
          id: me.user.id,
          label: me.user.name,
          hint: 'You',
          lead: <Avatar id={me.user.id} name={me.user.name} size="sm" />,
          checked: conversation.assigneeId === me.user.id,
          onSelect: assign(me.user.id),
        },
      ]
    : [];
  const items: MenuItem[] = [
    ...mine,
    ...others.map((member) => ({
      id: member.id,
      label: member.name,
      lead: <Avatar id={member.id} name={member.name} size="sm" />,
      checked: conversation.assigneeId === member.id,
      onSelect: assign(member.id),
    })),
    {
      id: 'none',
      label: 'Nobody',
      icon: UserRoundX,
      checked: conversation.assigneeId === null,
      startsGroup: true,
      onSelect: assign(null),
    },
  ];
  const name = assignee?.name ?? (conversation.assigneeId === null ? null : 'A colleague');

  return (
    <>
      <Tooltip text="Assign" shortcut="A">
        <button
          type="button"
          ref={anchor}
          class={styles.trigger}
          aria-label={name === null ? 'Assign' : `Assigned to ${name}`}
          aria-haspopup="menu"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {assignee === undefined ? (
            <Icon icon={name === null ? UserRoundPlus : UserRound} size={18} />
          ) : (
            <Avatar id={assignee.id} name={assignee.name} size="sm" />
          )}
          <span class={styles.name}>{name ?? 'Assign'}</span>
        </button>
      </Tooltip>
      <Menu
        label="Assign to"
        anchor={anchor}
        open={isOpen}
        onClose={() => setIsOpen(false)}
        align="end"
        items={items}
        filterLabel={items.length > FILTER_FROM ? 'Find a colleague' : undefined}
      />
    </>
  );
};
