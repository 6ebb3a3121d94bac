import { useEffect, useRef, useState } from 'preact/hooks';
import { CircleCheck, RotateCcw, UserRoundPlus, UserRoundX, X } from 'lucide';
import { useWorkspace } from '../../app/workspace.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import type { ConversationEdit } from './conversation-edits.ts';
import styles from './selection-bar.module.css';

const FILTER_FROM = 8;

/** What can be done with the conversations that are ticked. */
export const SelectionBar = () => {
  const { selection, inbox, edits, toast } = useWorkspace();
  const [isBusy, setIsBusy] = useState(false);
  const query = inbox.query.value;
  // Of other filters nobody sees what is ticked.
  useEffect(() => selection.end, [query]);
  const shown = inbox.ids.value;
  const isAllTicked = shown.length > 0 && shown.every((id) => selection.ids.value.has(id));
  const count = selection.count.value;
  const areResolved = query.status === 'resolved';

  const apply = async (edit: ConversationEdit, word: string) => {
    setIsBusy(true);
    const { done, changed, failed } = await edits.editMany([...selection.ids.peek()], edit);
    setIsBusy(false);
    selection.end();
    if (done > 0) toast('success', `${done} ${word}.`);
    if (changed > 0) toast('info', `${changed} ${SOMEBODY_WAS_FASTER}`);
    if (failed > 0) toast('danger', `${failed} could not be changed. Try again.`);
  };

  return (
    <div class={styles.bar} role="toolbar" aria-label="Selected conversations">
      <IconButton icon={X} label="Stop selecting" size="sm" onClick={selection.end} />
      <span class={styles.count} aria-live="polite">
        {count} selected
      </span>
      <Button size="sm" variant="ghost" onClick={() => selection.toggleAll(shown)}>
        {isAllTicked ? 'None' : 'All'}
      </Button>
      <AssignMany
        isReady={count > 0 && !isBusy}
        onAssign={(assigneeId) => void apply({ assigneeId }, 'assigned')}
      />
      <Button
        size="sm"
        variant="primary"
        icon={areResolved ? RotateCcw : CircleCheck}
        disabled={count === 0}
        busy={isBusy}
        onClick={() =>
          void apply({ status: areResolved ? 'open' : 'resolved' }, areResolved ? 'reopened' : 'resolved')
        }
      >
        {areResolved ? 'Reopen' : 'Resolve'}
      </Button>
    </div>
  );
};

const SOMEBODY_WAS_FASTER = 'were changed by somebody else meanwhile. Have a look, then decide again.';

const AssignMany = ({
  isReady,
  onAssign,
}: {
  isReady: boolean;
  onAssign: (assigneeId: string | null) => void;
}) => {
  const { me, members } = useWorkspace();
  const anchor = useRef<HTMLSpanElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const people = members.members.value
    .filter((member) => member.role !== 'viewer')
    .toSorted(
      (a, b) => Number(b.id === me.user.id) - Number(a.id === me.user.id) || a.name.localeCompare(b.name),
    );
  const items: MenuItem[] = [
    ...people.map((member) => ({
      id: member.id,
      label: member.name,
      hint: member.id === me.user.id ? 'You' : undefined,
      lead: <Avatar id={member.id} name={member.name} size="sm" />,
      onSelect: () => onAssign(member.id),
    })),
    { id: 'none', label: 'Nobody', icon: UserRoundX, startsGroup: true, onSelect: () => onAssign(null) },
  ];
  return (
    <span ref={anchor}>
      <Button
        size="sm"
        icon={UserRoundPlus}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={!isReady}
        onClick={() => setIsOpen(!isOpen)}
      >
        Assign
      </Button>
      <Menu
        label="Assign the selected to"
        anchor={anchor}
        open={isOpen}
        side="top"
        onClose={() => setIsOpen(false)}
        items={items}
        filterLabel={items.length > FILTER_FROM ? 'Find a colleague' : undefined}
      />
    </span>
  );
};
