import { useState } from 'preact/hooks';
import type { MetaApp } from '../../../../workers/contracts/api/access.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface MetaAppDialogProps {
  onClose: () => void;
  onSaved: (app: MetaApp) => void;
}

export const MetaAppDialog = ({ onClose, onSaved }: MetaAppDialogProps) => {
  const { api } = useWorkspace();
  const [appSecret, setAppSecret] = useState('');
  const [verifyToken, setVerifyToken] = useState('');
  return (
    <FormDialog
      title="Your own Meta app"
      description="Its secret proves that a webhook really comes from Meta. It is stored sealed and never shown again."
      submit="Save"
      fields={['appSecret', 'verifyToken']}
      onSubmit={() =>
        api.setMetaApp({ appSecret: appSecret.trim(), verifyToken: verifyToken.trim() }).then(onSaved)
      }
      onClose={onClose}
    >
      {(problem) => (
        <>
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
        </>
      )}
    </FormDialog>
  );
};
