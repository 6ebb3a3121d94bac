import { useState } from 'preact/hooks';
import * as z from 'zod/mini';
import {
  createChannelRequest,
  type ChannelChecks,
  type CreateChannelRequest,
} from '../../../../workers/contracts/api/channels.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ChannelCheckList } from './channel-check-list.tsx';
import styles from './add-channel-dialog.module.css';

interface AddChannelDialogProps {
  onClose: () => void;
  onAdded: (channelId: string) => void;
}

const EMPTY = {
  name: '',
  displayPhoneNumber: '',
  phoneNumberId: '',
  wabaId: '',
  accessToken: '',
};
type Field = keyof typeof EMPTY;

const NEEDED: Record<Field, string> = {
  name: 'Give the channel a name.',
  displayPhoneNumber: 'Write the number as your customers know it.',
  phoneNumberId: 'Only digits, as Meta shows it.',
  wabaId: 'Only digits, as Meta shows it.',
  accessToken: 'Paste the access token.',
};
const isField = (name: PropertyKey | undefined): name is Field => typeof name === 'string' && name in EMPTY;

export const AddChannelDialog = ({ onClose, onAdded }: AddChannelDialogProps) => {
  const { api, channels } = useWorkspace();
  const [checks, setChecks] = useState<ChannelChecks | null>(null);
  const [pin, setPin] = useState('');
  const [values, setValues] = useState(EMPTY);
  const [app, setApp] = useState<'deployment' | 'company'>('deployment');
  const [skipVerification, setSkipVerification] = useState(false);
  const [missing, setMissing] = useState<ReadonlySet<Field>>(new Set());
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

  /** Shows what Meta says; only what is right, or becomes so by connecting, is connected. */
  const looksRight = async ({ phoneNumberId, wabaId, accessToken, pin: given }: CreateChannelRequest) => {
    const found = await api.checkChannel({ phoneNumberId, wabaId, accessToken, app });
    setChecks(found);
    return found.canConnect && (!found.needsPin || given !== undefined);
  };

  const submit = async () => {
    const trimmed = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]));
    const parsed = z.safeParse(createChannelRequest, {
      kind: 'cloud',
      ...trimmed,
      app,
      skipVerification,
      ...(pin.trim() === '' ? {} : { pin: pin.trim() }),
    });
    if (!parsed.success) {
      setMissing(new Set(parsed.error.issues.map((issue) => issue.path[0]).filter(isField)));
      return;
    }
    setMissing(new Set());
    setProblem(null);
    setIsBusy(true);
    try {
      if (!parsed.data.skipVerification && !(await looksRight(parsed.data))) {
        setIsBusy(false);
        return;
      }
      onAdded((await channels.create(parsed.data)).id);
    } catch (thrown) {
      setProblem(asApiProblem(thrown));
      setIsBusy(false);
    }
  };
  const field = (name: Field) => ({
    value: values[name],
    onValue: (value: string) => {
      setValues((now) => ({ ...now, [name]: value }));
      setMissing((now) => new Set([...now].filter((other) => other !== name)));
    },
    error: missing.has(name) ? NEEDED[name] : problem?.fieldError(name),
  });

  return (
    <Dialog
      title="Add a channel"
      description="Connects a number of the WhatsApp Cloud API. You find these values in Meta’s App Dashboard under WhatsApp, API Setup."
      wide
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="add-channel" busy={isBusy}>
            Add channel
          </Button>
        </>
      }
    >
      <form
        id="add-channel"
        class={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div class={styles.pair}>
          <TextField
            label="Name"
            placeholder="Sales Brazil"
            maxLength={80}
            {...field('name')}
            autoFocusInDialog
          />
          <TextField
            label="Display phone number"
            placeholder="+55 11 4000 1234"
            inputMode="tel"
            maxLength={32}
            {...field('displayPhoneNumber')}
          />
          <TextField label="Phone number ID" inputMode="numeric" maxLength={32} {...field('phoneNumberId')} />
          <TextField
            label="WhatsApp Business account ID"
            inputMode="numeric"
            maxLength={32}
            {...field('wabaId')}
          />
        </div>
        <TextField
          label="Access token"
          type="password"
          autoComplete="off"
          maxLength={1024}
          hint="A permanent token of a system user. It is stored sealed and never shown again."
          {...field('accessToken')}
        />
        <SelectField
          label="Webhooks are signed by"
          value={app}
          onValue={(value) => setApp(value === 'company' ? 'company' : 'deployment')}
          options={[
            { value: 'deployment', label: 'Recado’s Meta app' },
            { value: 'company', label: 'Our own Meta app' },
          ]}
        />
        {isLocal && (
          <label class={styles.check}>
            <input
              type="checkbox"
              checked={skipVerification}
              onChange={(event) => setSkipVerification(event.currentTarget.checked)}
            />
            <span>
              Skip verification
              <small>Does not ask Meta whether these values belong together. Only on this computer.</small>
            </span>
          </label>
        )}
        {checks?.needsPin === true && (
          <TextField
            label="Two-step PIN"
            inputMode="numeric"
            autoComplete="off"
            maxLength={6}
            hint="Six digits: the number’s PIN, or a new one where it has none. The number is registered with it."
            value={pin}
            onValue={setPin}
            error={problem?.fieldError('pin')}
          />
        )}
        {checks !== null && <ChannelCheckList checks={checks.checks} />}
        <FormProblem problem={problem} saidBeside={[...Object.keys(EMPTY), 'pin']} />
      </form>
    </Dialog>
  );
};
