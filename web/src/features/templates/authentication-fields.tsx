import { TEMPLATE_LIMITS as LIMITS } from '../../../../workers/contracts/template-limits.ts';
import { TextField } from '../../ui/text-field.tsx';
import type { DraftFields } from './template-editor.tsx';
import styles from './template-editor.module.css';

/** Of an authentication template Meta writes the text; these are its choices. */
export const AuthenticationFields = ({ draft, change, errorOf }: DraftFields) => (
  <>
    <p class={styles.note}>Meta writes the text of authentication templates in each language itself.</p>
    <label class={styles.check}>
      <input
        type="checkbox"
        checked={draft.hasAdvice}
        onChange={(event) => change({ hasAdvice: event.currentTarget.checked })}
      />
      Advise not to share the code
    </label>
    <TextField
      label="The code is valid for (minutes)"
      inputMode="numeric"
      value={draft.codeMinutes}
      onValue={(codeMinutes) => change({ codeMinutes })}
      hint={`${LIMITS.minCodeMinutes} to ${LIMITS.maxCodeMinutes}; empty says nothing of it.`}
      error={errorOf('footer.minutes')}
    />
  </>
);
