import { useState } from 'preact/hooks';
import { asApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './new-conversation-dialog.module.css';

interface NewConversationDialogProps {
  onClose: () => void;
  onStarted: (conversationId: string) => void;
}

export const NewConversationDialog = ({ onClose, onStarted }: NewConversationDialogProps) => {
  const { channels, edits } = useWorkspace();
  const all = channels.channels.value;
  const [picked, setPicked] = useState<string | null>(null);
  const [phone, setPhone] = useState('');
  const [name, setName] = useState('');
  const [errors, setErrors] = useState<{
    phone?: string | undefined;
    name?: string | undefined;
    other?: string;
  }>({});
  const [isBusy, setIsBusy] = useState(false);
  const channelId = picked ?? all[0]?.id;

  const submit = async () => {
    if (channelId === undefined) return;
    if (phone.replace(/\D/g, '').length < 5) {
      setErrors({ phone: 'Write the whole number, with its country code.' });
      return;
    }
    setIsBusy(true);
    setErrors({});
    try {
      const trimmed = name.trim();
      const started = await edits.start({
        channelId,
        phone: phone.trim(),
        ...(trimmed === '' ? {} : { name: trimmed }),
      });
      onStarted(started.id);
    } catch (thrown) {
      const problem = asApiProblem(thrown);
      const fields = { phone: problem.fieldError('phone'), name: problem.fieldError('name') };
      const isKnown = fields.phone !== undefined || fields.name !== undefined;
      setErrors(isKnown ? fields : { other: problem.message });
      setIsBusy(false);
    }
  };

  return (
    <Dialog
      title="New conversation"
      description="Starts a conversation with a number, or opens the one that exists."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={isBusy}
            disabled={channelId === undefined}
            type="submit"
            form="new-conversation"
          >
            Start conversation
          </Button>
        </>
      }
    >
      <form
        id="new-conversation"
        class={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {all.length === 0 ? (
          <p class={styles.problem}>Connect a channel first: conversations start from one of your numbers.</p>
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
          error={errors.phone}
          autoFocusInDialog
        />
        <TextField
          label="Name (optional)"
          autoComplete="off"
          maxLength={120}
          value={name}
          onValue={setName}
          error={errors.name}
        />
        {errors.other !== undefined && (
          <p class={styles.problem} role="alert">
            {errors.other}
          </p>
        )}
      </form>
    </Dialog>
  );
};
