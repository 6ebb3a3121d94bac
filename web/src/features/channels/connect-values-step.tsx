import { FormProblem } from '../../ui/form-problem.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { EMPTY_VALUES, type ConnectField, type ConnectStore } from './connect-store.ts';
import styles from './add-channel-dialog.module.css';

const NEEDED: Record<ConnectField, string> = {
  name: 'Give the channel a name.',
  displayPhoneNumber: 'Write the number as your customers know it.',
  phoneNumberId: 'Only digits, as Meta shows it.',
  wabaId: 'Only digits, as Meta shows it.',
  accessToken: 'Paste the access token.',
  appId: 'Only digits, as Meta shows it.',
};

/** What connecting needs, and where it is found. */
export const ConnectValuesStep = ({ form, connect }: { form: string; connect: ConnectStore }) => {
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
  const problem = connect.problem.value;
  const field = (name: ConnectField) => ({
    value: connect.values.value[name],
    onValue: (value: string) => connect.write(name, value),
    error: connect.missing.value.has(name) ? NEEDED[name] : problem?.fieldError(name),
  });
  return (
    <form
      id={form}
      class={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void connect.leaveValues();
      }}
    >
      <div class={styles.pair}>
        <TextField
          label="Name"
          placeholder="Sales Brazil"
          maxLength={80}
          hint="How your team calls the number."
          {...field('name')}
          autoFocusInDialog
        />
        <TextField
          label="Display phone number"
          placeholder="+55 11 4000 1234"
          inputMode="tel"
          maxLength={32}
          hint="With its country code, as customers see it."
          {...field('displayPhoneNumber')}
        />
        <TextField
          label="Phone number ID"
          inputMode="numeric"
          maxLength={64}
          hint="WhatsApp, API Setup, below “From”. Not the number itself."
          {...field('phoneNumberId')}
        />
        <TextField
          label="WhatsApp Business account ID"
          inputMode="numeric"
          maxLength={64}
          hint="On the same page, beside the phone number ID."
          {...field('wabaId')}
        />
      </div>
      <TextField
        label="Access token"
        type="password"
        autoComplete="off"
        maxLength={1024}
        hint="Business settings, System users, Generate token, with whatsapp_business_messaging and whatsapp_business_management. It is stored sealed and never shown again."
        {...field('accessToken')}
      />
      <SelectField
        label="Webhooks are signed by"
        value={connect.app.value}
        onValue={(value) => (connect.app.value = value === 'company' ? 'company' : 'deployment')}
        options={[
          { value: 'deployment', label: 'Recado’s Meta app' },
          { value: 'company', label: 'Our own Meta app' },
        ]}
      />
      {connect.app.value === 'company' && (
        <TextField
          label="App ID (optional)"
          inputMode="numeric"
          autoComplete="off"
          maxLength={32}
          hint="App settings, Basic. Samples for the headers of templates are uploaded to this app."
          {...field('appId')}
        />
      )}
      {isLocal && (
        <label class={styles.check}>
          <input
            type="checkbox"
            checked={connect.skipVerification.value}
            onChange={(event) => (connect.skipVerification.value = event.currentTarget.checked)}
          />
          <span>
            Skip verification
            <small>Does not ask Meta whether these values belong together. Only on this computer.</small>
          </span>
        </label>
      )}
      <FormProblem problem={problem} saidBeside={Object.keys(EMPTY_VALUES)} />
    </form>
  );
};
