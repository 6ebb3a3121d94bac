import { CircleAlert, CircleCheck } from 'lucide';
import { BrandMark } from '../ui/brand.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Spinner } from '../ui/spinner.tsx';
import type { SignupPhase, SignupWindowStore } from './signup-window-store.ts';
import styles from './signup-window.module.css';

/** The window that leads to Meta and back. */
export const SignupWindow = ({ store }: { store: SignupWindowStore }) => {
  const phase = store.phase.value;
  return (
    <main class={styles.page}>
      <BrandMark size={40} />
      <h1 class={styles.title}>{titleOf(phase)}</h1>
      {(phase.kind === 'loading' || phase.kind === 'ready') && <Start store={store} phase={phase} />}
      {(phase.kind === 'at_meta' || phase.kind === 'telling' || phase.kind === 'connecting') && (
        <output class={styles.waiting}>
          <Spinner size={20} label="Working" />
          {phase.kind === 'at_meta'
            ? 'Go on in Meta’s window. It closes by itself at its end.'
            : 'The number is being connected. Leave this window open.'}
        </output>
      )}
      {phase.kind === 'at_meta' && (
        <Button variant="ghost" onClick={store.startAgain}>
          Its window is gone: start again
        </Button>
      )}
      {phase.kind === 'connected' && (
        <>
          <output class={styles.good}>
            <Icon icon={CircleCheck} size={20} />
            {phase.name} is connected. Everything else happens on the dashboard.
          </output>
          <Button variant="primary" onClick={() => window.close()}>
            Close this window
          </Button>
        </>
      )}
      {(phase.kind === 'refused' || phase.kind === 'broken') && (
        <>
          <p class={styles.problem} role="alert">
            <Icon icon={CircleAlert} size={20} />
            {phase.message}
          </p>
          <Button onClick={() => window.close()}>Close this window</Button>
        </>
      )}
    </main>
  );
};

const titleOf = ({ kind }: SignupPhase): string => {
  switch (kind) {
    case 'connected':
      return 'Connected';
    case 'refused':
    case 'broken':
      return 'Not connected';
    default:
      return 'Connect a WhatsApp number';
  }
};

const Start = ({
  store,
  phase,
}: {
  store: SignupWindowStore;
  phase: Extract<SignupPhase, { kind: 'loading' | 'ready' }>;
}) => (
  <>
    {phase.kind === 'ready' && phase.note !== null && (
      <p class={styles.problem} role="alert">
        <Icon icon={CircleAlert} size={20} />
        {phase.note}
      </p>
    )}
    <p class={styles.text}>
      Meta opens a window of its own. There you sign in, choose your business, its WhatsApp account and a
      number, and allow Recado to use them.
    </p>
    <fieldset class={styles.choices}>
      <legend>The number</legend>
      <Choice
        title="Is for Recado alone"
        detail="A new number, or one that no WhatsApp app uses any more."
        isChosen={!store.staysOnPhone.value}
        onChoose={() => (store.staysOnPhone.value = false)}
      />
      <Choice
        title="Stays in the WhatsApp Business app"
        detail="Your phone goes on as before. Its contacts and earlier messages come along."
        isChosen={store.staysOnPhone.value}
        onChoose={() => (store.staysOnPhone.value = true)}
      />
    </fieldset>
    <Button variant="primary" size="lg" block busy={phase.kind === 'loading'} onClick={store.goToMeta}>
      Continue with Facebook
    </Button>
    <p class={styles.foot}>Recado never sees your Facebook password.</p>
  </>
);

const Choice = ({
  title,
  detail,
  isChosen,
  onChoose,
}: {
  title: string;
  detail: string;
  isChosen: boolean;
  onChoose: () => void;
}) => (
  <label class={styles.choice} data-chosen={isChosen}>
    <input type="radio" name="kind" checked={isChosen} onChange={onChoose} />
    <span>
      {title}
      <small>{detail}</small>
    </span>
  </label>
);
