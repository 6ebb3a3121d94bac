import { useMemo } from 'preact/hooks';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ConnectChecksStep } from './connect-checks-step.tsx';
import { ConnectDoneStep } from './connect-done-step.tsx';
import { ConnectSteps } from './connect-steps.tsx';
import { createConnectStore, type ConnectStep } from './connect-store.ts';
import { ConnectValuesStep } from './connect-values-step.tsx';

interface AddChannelDialogProps {
  onClose: () => void;
  onAdded: (channelId: string) => void;
}

const FORM = 'add-channel';
const WORDS: Record<ConnectStep, string> = {
  values:
    'Connects a number of the WhatsApp Cloud API. You find these values in Meta’s App Dashboard under WhatsApp, API Setup.',
  checks: 'What Meta says of each thing that the connection needs. Nothing has been changed yet.',
  done: 'The number is connected. This is how its messages come in.',
};

/** Connects a number in three steps. */
export const AddChannelDialog = ({ onClose, onAdded }: AddChannelDialogProps) => {
  const { api, channels } = useWorkspace();
  const connect = useMemo(() => createConnectStore({ api, channels }), []);
  const step = connect.step.value;
  const channel = connect.channel.value;
  const isBusy = connect.isBusy.value;
  const skips = connect.skipVerification.value;
  const canConnect = connect.checks.value?.canConnect === true;

  return (
    <Dialog
      title="Add a channel"
      description={WORDS[step]}
      wide
      onClose={onClose}
      footer={
        <>
          {step === 'values' && (
            <>
              <Button onClick={onClose}>Cancel</Button>
              <Button variant="primary" type="submit" form={FORM} busy={isBusy}>
                {skips ? 'Add channel' : 'Check with Meta'}
              </Button>
            </>
          )}
          {step === 'checks' && (
            <>
              <Button onClick={connect.back}>Back</Button>
              {canConnect && (
                <Button disabled={isBusy} onClick={() => void connect.check()}>
                  Check again
                </Button>
              )}
              <Button variant="primary" type="submit" form={FORM} busy={isBusy}>
                {canConnect ? 'Connect' : 'Check again'}
              </Button>
            </>
          )}
          {step === 'done' && channel !== null && (
            <>
              <Button onClick={onClose}>Close</Button>
              <Button variant="primary" onClick={() => onAdded(channel.id)}>
                Open its health
              </Button>
            </>
          )}
        </>
      }
    >
      <ConnectSteps step={step} />
      {step === 'values' && <ConnectValuesStep form={FORM} connect={connect} />}
      {step === 'checks' && <ConnectChecksStep form={FORM} connect={connect} />}
      {step === 'done' && channel !== null && <ConnectDoneStep channel={channel} />}
    </Dialog>
  );
};
