import { CODE_DELIVERIES, type CodeDelivery } from '../../../../workers/contracts/api/templates.ts';
import { TEMPLATE_LIMITS as LIMITS } from '../../../../workers/contracts/template-limits.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CodeApps } from './code-apps.tsx';
import { withDelivery, type DraftCode } from './code-draft.rules.ts';
import type { DraftFields } from './template-editor.tsx';
import styles from './template-editor.module.css';

const DELIVERIES: Record<CodeDelivery, { label: string; hint: string }> = {
  COPY_CODE: { label: 'Copied: people paste it', hint: 'Works everywhere, on every phone.' },
  ONE_TAP: {
    label: 'One tap: a button hands it to your app',
    hint: 'On Android, in your own app. Elsewhere people copy the code.',
  },
  ZERO_TAP: {
    label: 'Zero tap: your app gets it by itself',
    hint: 'On Android, in your own app. Elsewhere people tap a button or copy the code.',
  },
};

/** Of an authentication template Meta writes the text; these are its choices. */
export const AuthenticationFields = ({ draft, change, errorOf }: DraftFields) => {
  const { code } = draft;
  const put = (next: Partial<DraftCode>) => change({ code: { ...code, ...next } });
  const isHandedOver = code.delivery !== 'COPY_CODE';
  return (
    <>
      <p class={styles.note}>Meta writes the text of authentication templates in each language itself.</p>
      <SelectField
        label="How the code gets into your app"
        value={code.delivery}
        onValue={(value) =>
          change({ code: withDelivery(code, CODE_DELIVERIES.find((one) => one === value) ?? 'COPY_CODE') })
        }
        options={CODE_DELIVERIES.map((value) => ({ value, label: DELIVERIES[value].label }))}
        hint={DELIVERIES[code.delivery].hint}
      />
      {isHandedOver && <CodeApps apps={code.apps} onApps={(apps) => put({ apps })} errorOf={errorOf} />}
      {code.delivery === 'ZERO_TAP' && <TermsCheck code={code} put={put} errorOf={errorOf} />}
      <label class={styles.check}>
        <input
          type="checkbox"
          checked={code.hasAdvice}
          onChange={(event) => put({ hasAdvice: event.currentTarget.checked })}
        />
        Advise not to share the code
      </label>
      <TextField
        label="The code is valid for (minutes)"
        inputMode="numeric"
        value={code.minutes}
        onValue={(minutes) => put({ minutes })}
        hint={`${LIMITS.minCodeMinutes} to ${LIMITS.maxCodeMinutes}; empty says nothing of it.`}
        error={errorOf('footer.minutes')}
      />
      <div class={styles.pair}>
        {isHandedOver && (
          <TextField
            label="Autofill button (optional)"
            value={code.autofillText}
            onValue={(autofillText) => put({ autofillText })}
            maxLength={LIMITS.buttonCharacters}
            placeholder="Autofill"
            hint="Empty: Meta’s words."
            error={errorOf('buttons.0.autofill_text')}
          />
        )}
        <TextField
          label="Copy button (optional)"
          value={code.copyText}
          onValue={(copyText) => put({ copyText })}
          maxLength={LIMITS.buttonCharacters}
          placeholder="Copy code"
          hint="Empty: Meta’s words."
          error={errorOf('buttons.0.text')}
        />
      </div>
    </>
  );
};

interface TermsCheckProps {
  code: DraftCode;
  put: (change: Partial<DraftCode>) => void;
  errorOf: DraftFields['errorOf'];
}

/** Whoever sends codes that need no tap says that people expect it: without this Meta makes no such template. */
const TermsCheck = ({ code, put, errorOf }: TermsCheckProps) => {
  const error = errorOf('buttons.0.zero_tap_terms_accepted');
  return (
    <div class={styles.group}>
      <label class={styles.check}>
        <input
          type="checkbox"
          checked={code.hasAcceptedTerms}
          aria-invalid={error !== undefined}
          onChange={(event) => put({ hasAcceptedTerms: event.currentTarget.checked })}
        />
        Our customers expect the code to be filled in for them when they choose WhatsApp; zero tap is under
        WhatsApp’s Business Terms of Service
      </label>
      {error !== undefined && (
        <p class={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
};
