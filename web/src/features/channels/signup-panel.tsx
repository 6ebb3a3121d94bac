import { CircleAlert } from 'lucide';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { SignupStore } from './signup-store.ts';
import styles from './signup-panel.module.css';

/** The short way: Meta itself asks for everything, in a window of its own. */
export const SignupPanel = ({ signup }: { signup: SignupStore }) => {
  const state = signup.state.value;
  const note = state.kind === 'idle' ? state.note : null;
  return (
    <>
      <section class={styles.panel} aria-labelledby="signup-title">
        <div class={styles.words}>
          <h3 id="signup-title" class={styles.title}>
            With your Facebook account
          </h3>
          <p class={styles.text}>
            Choose the number at Meta, or add a new one. Nothing has to be copied; a number of the WhatsApp
            Business app can stay on its phone.
          </p>
        </div>
        <Button variant="primary" onClick={signup.open} data-autofocus="">
          Continue with Meta
        </Button>
        {note !== null && (
          <p class={styles.note} role="alert">
            <Icon icon={CircleAlert} size={16} />
            {note}
          </p>
        )}
      </section>
      <p class={styles.or}>
        <span>or enter its values yourself</span>
      </p>
    </>
  );
};
