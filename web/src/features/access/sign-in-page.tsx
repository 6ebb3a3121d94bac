import { useRef, useState } from 'preact/hooks';
import { Eye, EyeOff, CircleAlert } from 'lucide';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { useServices } from '../../app/services.ts';
import { BrandMark, Wordmark } from '../../ui/brand.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './sign-in-page.module.css';

const inPlainWords = (problem: ApiProblem): string => {
  if (problem.status === 401)
    return 'That e-mail and password do not belong together. Check both and try again.';
  if (problem.status === 429) return 'Too many attempts. Wait a minute, then try again.';
  if (problem.status === 400 || problem.status === 422)
    return 'Please enter a full e-mail address and your password.';
  return problem.message;
};

export const SignInPage = ({ wasLost }: { wasLost: boolean }) => {
  const { session } = useServices();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [isShown, setIsShown] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);

  const submit = async () => {
    if (email.trim() === '' || password === '') {
      setError('Please enter your e-mail and your password.');
      form.current
        ?.querySelector<HTMLInputElement>(email.trim() === '' ? '[name=email]' : '[name=password]')
        ?.focus();
      return;
    }
    setIsBusy(true);
    setError(null);
    try {
      await session.signIn({ email: email.trim(), password });
    } catch (thrown) {
      setError(inPlainWords(asApiProblem(thrown)));
      setIsBusy(false);
      form.current?.querySelector<HTMLInputElement>('[name=password]')?.focus();
    }
  };

  return (
    <main class={styles.page}>
      <section class={styles.side}>
        <div class={styles.brand}>
          <BrandMark size={40} />
          <Wordmark height={26} />
        </div>
        <h1 class={styles.title}>Sign in</h1>
        <p class={styles.lead}>
          {wasLost
            ? 'You were signed out. Sign in again to go on.'
            : 'Your team’s conversations are waiting.'}
        </p>
        <form
          class={styles.form}
          ref={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <TextField
            label="E-mail"
            name="email"
            type="email"
            autoComplete="username"
            inputMode="email"
            spellcheck={false}
            value={email}
            onValue={setEmail}
            required
          />
          <TextField
            label="Password"
            name="password"
            type={isShown ? 'text' : 'password'}
            autoComplete="current-password"
            spellcheck={false}
            value={password}
            onValue={setPassword}
            required
            trailing={
              <IconButton
                icon={isShown ? EyeOff : Eye}
                label={isShown ? 'Hide characters' : 'Show characters'}
                size="sm"
                onClick={() => setIsShown(!isShown)}
              />
            }
          />
          <div role="alert" class={styles.alert}>
            {error !== null && (
              <p class={styles.error}>
                <Icon icon={CircleAlert} size={16} />
                {error}
              </p>
            )}
          </div>
          <Button type="submit" variant="primary" size="lg" block busy={isBusy}>
            Sign in
          </Button>
        </form>
        <p class={styles.foot}>No account yet? Ask an owner of your company to add you.</p>
      </section>
      <aside class={styles.scene} aria-hidden="true">
        <div class={styles.talk}>
          <p class={styles.them}>Hi! Is the blue one still available?</p>
          <p class={styles.us}>
            It is. I put one aside for you. <span>✓✓</span>
          </p>
          <p class={styles.them}>You are the best!</p>
        </div>
        <p class={styles.claim}>Every message answered, by the right person, in one place.</p>
      </aside>
    </main>
  );
};
