import { FormProblem } from '../../ui/form-problem.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { SignupStore } from './signup-store.ts';
import formStyles from './add-channel-dialog.module.css';
import styles from './signup-panel.module.css';

/** While somebody signs up at Meta, and then the PIN of a number that needs one. */
export const ConnectSignupStep = ({ form, signup }: { form: string; signup: SignupStore }) => {
  const state = signup.state.value;
  const problem = signup.problem.value;
  if (state.kind === 'in_window' || state.kind === 'connecting') {
    return (
      <output class={styles.waiting}>
        <Spinner size={20} label="Waiting" />
        {state.kind === 'in_window'
          ? 'Go on in the window that opened. This page goes on by itself.'
          : 'The number is being connected.'}
      </output>
    );
  }
  if (state.kind !== 'registering') return null;
  const { name, displayPhoneNumber } = state.channel;
  return (
    <form
      id={form}
      class={formStyles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void signup.register();
      }}
    >
      <p>
        <strong>{name}</strong> ({displayPhoneNumber}) is connected. One thing is left before it sends and
        receives: Meta registers it with a two-step PIN.
      </p>
      <TextField
        label="Two-step PIN"
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        hint="Six digits: the number’s PIN, or a new one where it has none. Keep it: Meta asks for it when the number moves."
        value={signup.pin.value}
        onValue={(value) => (signup.pin.value = value)}
        error={problem?.fieldError('pin')}
        autoFocusInDialog
      />
      <FormProblem problem={problem} saidBeside={['pin']} />
    </form>
  );
};
