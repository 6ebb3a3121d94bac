import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import '../base.css';
import styles from './dialog.module.css';

interface KnownNumber {
  phoneNumberId: string;
  displayPhoneNumber: string;
  verifiedName: string;
}
interface Outcome {
  code: string | null;
  message: object;
}

const query = new URLSearchParams(location.search);
const origin = query.get('origin') ?? '';
const extras = JSON.parse(query.get('extras') ?? '{}') as { featureType?: string };
const isForPhoneApp = extras.featureType === 'whatsapp_business_app_onboarding';

async function choose(choice: object): Promise<Outcome> {
  const response = await window.fetch('/signup/outcomes', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ appId: query.get('app_id'), isForPhoneApp, ...choice }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Outcome;
}

/** The ids go to the page as a text, as Meta sends them; the code to the SDK that opened this window. */
function tell({ code, message }: Outcome): void {
  const page = window.opener as Window | null;
  page?.postMessage(JSON.stringify(message), origin);
  page?.postMessage({ signupCode: code }, origin);
  window.close();
}

const Dialog = () => {
  const [numbers, setNumbers] = useState<readonly KnownNumber[]>([]);
  const [chosen, setChosen] = useState('new');
  const [name, setName] = useState('Corner Bakery');
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    void window
      .fetch(`/signup/numbers?app_id=${query.get('app_id')}`)
      .then((response) => response.json())
      .then(({ items }: { items: KnownNumber[] }) => setNumbers(items));
  }, []);
  const end = (choice: object) =>
    void choose(choice).then(tell, (error: unknown) => setProblem(String(error)));
  const finish = () => {
    if (chosen === 'new') return end({ event: 'finish', newNumber: { verifiedName: name } });
    if (chosen === 'account') return end({ event: 'finish-account', newNumber: { verifiedName: name } });
    return end({ event: 'finish', phoneNumberId: chosen });
  };
  return (
    <main class={styles.page}>
      <p class={styles.mark}>Simulated Meta</p>
      <h1 class={styles.title}>Let Recado use a WhatsApp number</h1>
      <p class={styles.text}>
        {isForPhoneApp
          ? 'The number stays in the WhatsApp Business app on its phone.'
          : 'The number is for the API alone.'}
      </p>
      <fieldset class={styles.choices}>
        <legend>Number</legend>
        <Choice value="new" chosen={chosen} onChoose={setChosen} label="A new number" />
        <Choice
          value="account"
          chosen={chosen}
          onChoose={setChosen}
          label="Only an account with one number"
        />
        {numbers.map((one) => (
          <Choice
            key={one.phoneNumberId}
            value={one.phoneNumberId}
            chosen={chosen}
            onChoose={setChosen}
            label={`${one.verifiedName} (${one.displayPhoneNumber})`}
          />
        ))}
      </fieldset>
      {(chosen === 'new' || chosen === 'account') && (
        <label class={styles.field}>
          Display name
          <input value={name} maxLength={100} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
      )}
      {problem !== null && <p role="alert">{problem}</p>}
      <div class={styles.buttons}>
        <button type="button" onClick={() => end({ event: 'cancel' })}>
          Cancel
        </button>
        <button type="button" onClick={() => end({ event: 'error' })}>
          Report a problem
        </button>
        <button type="button" class={styles.primary} onClick={finish}>
          Finish
        </button>
      </div>
    </main>
  );
};

const Choice = ({
  value,
  chosen,
  onChoose,
  label,
}: {
  value: string;
  chosen: string;
  onChoose: (value: string) => void;
  label: string;
}) => (
  <label class={styles.choice}>
    <input type="radio" name="number" checked={chosen === value} onChange={() => onChoose(value)} />
    {label}
  </label>
);

const root = document.querySelector('#app');
if (root !== null) render(<Dialog />, root);
