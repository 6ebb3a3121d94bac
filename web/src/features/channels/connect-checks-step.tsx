import { FormProblem } from '../../ui/form-problem.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ChannelCheckList } from './channel-check-list.tsx';
import type { ConnectStore } from './connect-store.ts';
import styles from './add-channel-dialog.module.css';

/** What Meta says of the values; connects only what is right, or becomes so by connecting. */
export const ConnectChecksStep = ({ form, connect }: { form: string; connect: ConnectStore }) => {
  const checks = connect.checks.value;
  const problem = connect.problem.value;
  if (checks === null) return null;
  const needsPin = checks.canConnect && checks.needsPin;
  return (
    <form
      id={form}
      class={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void (checks.canConnect ? connect.connect() : connect.check());
      }}
    >
      <ChannelCheckList checks={checks.checks} />
      {!checks.canConnect && (
        <p>
          Something has to be put right first. Go back to change a value, or change it at Meta and check
          again.
        </p>
      )}
      {needsPin && (
        <TextField
          label="Two-step PIN"
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          hint="Six digits: the number’s PIN, or a new one where it has none. The number is registered with it."
          value={connect.pin.value}
          onValue={(value) => (connect.pin.value = value)}
          error={connect.isPinMissing.value ? 'Write the six digits.' : problem?.fieldError('pin')}
        />
      )}
      <FormProblem problem={problem} saidBeside={needsPin ? ['pin'] : []} />
    </form>
  );
};
