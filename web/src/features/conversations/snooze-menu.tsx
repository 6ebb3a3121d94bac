import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { AlarmClock, AlarmClockOff, CalendarClock, CircleCheck, CirclePause } from 'lucide';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { snoozeChoices } from './snooze.rules.ts';
import { clockTime } from './times.rules.ts';

interface SnoozeMenuProps {
  conversation: Conversation;
  anchor: RefObject<HTMLElement | null>;
  open: boolean;
  onClose: () => void;
}

const weekday = new Intl.DateTimeFormat('en', { weekday: 'short' });
const hint = (atMs: number, nowMs: number) =>
  atMs - nowMs < 2 * 3_600_000 ? clockTime(atMs) : `${weekday.format(atMs)} ${clockTime(atMs)}`;

export const SnoozeMenu = ({ conversation, anchor, open, onClose }: SnoozeMenuProps) => {
  const { edits, nowMs } = useWorkspace();
  const [isPicking, setIsPicking] = useState(false);
  const snooze = (snoozedUntilMs: number) =>
    void edits.edit(conversation.id, { status: 'snoozed', snoozedUntilMs });

  const now = nowMs.value;
  const items: MenuItem[] = [
    ...snoozeChoices(now).map((choice) => ({
      id: choice.id,
      label: choice.label,
      hint: hint(choice.untilMs, now),
      icon: AlarmClock,
      onSelect: () => snooze(choice.id === 'hour' ? Date.now() + 3_600_000 : choice.untilMs),
    })),
    { id: 'custom', label: 'Pick a time…', icon: CalendarClock, onSelect: () => setIsPicking(true) },
  ];
  if (conversation.status === 'snoozed')
    items.push(
      {
        id: 'wake',
        label: 'End snooze now',
        icon: AlarmClockOff,
        startsGroup: true,
        onSelect: () => void edits.edit(conversation.id, { status: 'open' }),
      },
      {
        id: 'resolve',
        label: 'Resolve',
        icon: CircleCheck,
        onSelect: () => void edits.edit(conversation.id, { status: 'resolved' }),
      },
    );
  else if (conversation.status === 'open')
    items.push({
      id: 'pending',
      label: 'Mark as pending',
      icon: CirclePause,
      startsGroup: true,
      onSelect: () => void edits.edit(conversation.id, { status: 'pending' }),
    });
  else
    items.push({
      id: 'open',
      label: 'Mark as open',
      icon: CirclePause,
      startsGroup: true,
      onSelect: () => void edits.edit(conversation.id, { status: 'open' }),
    });

  return (
    <>
      <Menu label="Snooze" anchor={anchor} open={open} onClose={onClose} align="end" items={items} />
      {isPicking && <PickTime onClose={() => setIsPicking(false)} onPick={snooze} />}
    </>
  );
};

/** A moment as the field writes it: local time without seconds. */
const asFieldValue = (atMs: number): string => {
  const local = new Date(atMs - new Date(atMs).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
};

const PickTime = ({ onClose, onPick }: { onClose: () => void; onPick: (untilMs: number) => void }) => {
  const [value, setValue] = useState(() => asFieldValue(snoozeChoices(Date.now())[1]?.untilMs ?? Date.now()));
  const [error, setError] = useState<string | undefined>(undefined);
  const submit = () => {
    const untilMs = new Date(value).getTime();
    if (Number.isNaN(untilMs) || untilMs <= Date.now()) {
      setError('Pick a time in the future.');
      return;
    }
    onClose();
    onPick(untilMs);
  };
  return (
    <Dialog
      title="Snooze until"
      description="The conversation comes back to the inbox then, or when the customer writes."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={submit}>
            Snooze
          </Button>
        </>
      }
    >
      <TextField
        label="Date and time"
        type="datetime-local"
        value={value}
        min={asFieldValue(Date.now())}
        onValue={setValue}
        error={error}
        autoFocusInDialog
      />
    </Dialog>
  );
};
