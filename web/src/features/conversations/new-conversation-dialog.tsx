import { useState } from 'preact/hooks';
import { useWorkspace } from '../../app/workspace.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './new-conversation-dialog.module.css';

const SHORTEST_NUMBER_DIGITS = 5;

interface NewConversationDialogProps {
  onClose: () => void;
  onStarted: (conversationId: string) => void;
}

export const NewConversationDialog = ({ onClose, onStarted }: NewConversationDialogProps) => {
  const { channels, edits } = useWorkspace();
  const all = channels.channels.value.filter(({ disconnectedAtMs }) => disconnectedAtMs === null);
  const [picked, setPicked] = useState<string | null>(null);
  const [phone, setPhone] = useState('');
  const [name, setName] = useState('');
  const [isTooShort, setIsTooShort] = useState(false);
  const channelId = picked ?? all[0]?.id;

  const start = async () => {
    if (channelId === undefined) return;
    setIsTooShort(phone.replace(/\D/g, '').length < SHORTEST_NUMBER_DIGITS);
    if (phone.replace(/\D/g, '').length < SHORTEST_NUMBER_DIGITS) return;
    const trimmed = name.trim();
    const started = await edits.start({
      channelId,
      phone: phone.trim(),
      ...(trimmed === '' ? {} : { name: trimmed }),
    });
    onStarted(started.id);
  };

  return (
    <FormDialog
      title="New conversation"
      description="Starts a conversation with a number, or opens the one that exists."
      submit="Start conversation"
      isReady={channelId !== undefined}
      fields={['phone', 'name']}
      onSubmit={start}
      onClose={onClose}
    >
      {(problem) => (
        <>
          {all.length === 0 ? (
            <p class={styles.problem}>
              Connect a channel first: conversations start from one of your numbers.
            </p>
          ) : (
            <SelectField
              label="Channel"
              value={channelId ?? ''}
              onValue={setPicked}
              options={all.map((channel) => ({
                value: channel.id,
                label: `${channel.name} (${channel.displayPhoneNumber})`,
              }))}
            />
          )}
          <TextField
            label="Phone number"
            type="tel"
            inputMode="tel"
            autoComplete="off"
            placeholder="+55 11 98765 4321"
            hint="With country code."
            maxLength={32}
            value={phone}
            onValue={setPhone}
            error={
              isTooShort ? 'Write the whole number, with its country code.' : problem?.fieldError('phone')
            }
            autoFocusInDialog
          />
          <TextField
            label="Name (optional)"
            autoComplete="off"
            maxLength={120}
            value={name}
            onValue={setName}
            error={problem?.fieldError('name')}
          />
        </>
      )}
    </FormDialog>
  );
};
