import { Plus, Trash2 } from 'lucide';
import { TEMPLATE_LIMITS as LIMITS } from '../../../../workers/contracts/template-limits.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { newApp, type DraftApp } from './code-draft.rules.ts';
import type { DraftFields } from './template-editor.tsx';
import styles from './template-editor.module.css';

interface CodeAppsProps {
  apps: readonly DraftApp[];
  onApps: (apps: readonly DraftApp[]) => void;
  errorOf: DraftFields['errorOf'];
}

/** The Android apps that WhatsApp may hand a code to. */
export const CodeApps = ({ apps, onApps, errorOf }: CodeAppsProps) => {
  const error = errorOf('buttons.0.apps');
  return (
    <fieldset class={styles.group}>
      <legend class={styles.legend}>Android apps that get the code</legend>
      {apps.map((app, at) => (
        <fieldset key={app.key} class={styles.button} aria-label={`App ${at + 1}`}>
          <div class={styles.buttonHead}>
            <span class={styles.buttonKind}>App {at + 1}</span>
            <IconButton
              icon={Trash2}
              label={`Remove app ${at + 1}`}
              size="sm"
              disabled={apps.length === 1}
              onClick={() => onApps(apps.toSpliced(at, 1))}
            />
          </div>
          <TextField
            label="Package name"
            value={app.packageName}
            onValue={(packageName) => onApps(apps.with(at, { ...app, packageName }))}
            maxLength={LIMITS.packageCharacters}
            placeholder="com.example.shop"
            spellcheck={false}
            error={errorOf(`buttons.0.apps.${at}.package_name`)}
          />
          <TextField
            label="Signing key hash"
            value={app.signatureHash}
            onValue={(signatureHash) => onApps(apps.with(at, { ...app, signatureHash }))}
            maxLength={LIMITS.signatureCharacters}
            placeholder="K8a/AINcGX7"
            spellcheck={false}
            hint={`${LIMITS.signatureCharacters} characters, computed from the key that the app is signed with.`}
            error={errorOf(`buttons.0.apps.${at}.signature_hash`)}
          />
        </fieldset>
      ))}
      <div class={styles.adds}>
        <Button
          size="sm"
          icon={Plus}
          disabled={apps.length >= LIMITS.codeApps}
          onClick={() => onApps([...apps, newApp()])}
        >
          App
        </Button>
      </div>
      {error !== undefined && (
        <p class={styles.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
};
