import { useState } from 'preact/hooks';
import type { MetaApp } from '../../../../workers/contracts/api/access.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './add-channel-dialog.module.css';

interface MetaAppDialogProps {
  onClose: () => void;
  onSaved: (app: MetaApp) => void;
}

export const MetaAppDialog = ({ onClose, onSaved }: MetaAppDialogProps) => {
  const { api } = useWorkspace();
  const [appSecret, setAppSecret] = useState('');
  const [verifyToken, setVerifyToken] = useState('');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const submit = async () => {
    setIsBusy(true);
    setProblem(null);
    try {
      onSaved(await api.setMetaApp({ appSecret: appSecret.trim(), verifyToken: verifyToken.trim() }));
    } catch (thrown) {
      setProblem(asApiProblem(thrown));
      setIsBusy(false);
    }
  };
  return (
    <Dialog
      title="Your own Meta app"
      description="Its secret proves that a webhook really comes from Meta. It is stored sealed and never shown again."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="meta-app" busy={isBusy}>
            Save
          </Button>
        </>
      }
    >
      <form
        id="meta-app"
        class={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField
          label="App secret"
          type="password"
          autoComplete="off"
          maxLength={256}
          hint="In Meta’s App Dashboard under App settings, Basic."
          value={appSecret}
          onValue={setAppSecret}
          error={problem?.fieldError('appSecret')}
          autoFocusInDialog
        />
        <TextField
          label="Verify token"
          autoComplete="off"
          maxLength={256}
          hint="Any text of at least 8 characters. Write the same one at Meta."
          value={verifyToken}
          onValue={setVerifyToken}
          error={problem?.fieldError('verifyToken')}
        />
        <FormProblem problem={problem} />
      </form>
    </Dialog>
  );
};
