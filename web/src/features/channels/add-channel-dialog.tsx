import { useEffect, useMemo } from 'preact/hooks';
import { useWorkspace } from '../../app/workspace.ts';
import { openTalkOfDashboard } from '../../connect/signup-talk.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ConnectChecksStep } from './connect-checks-step.tsx';
import { ConnectDoneStep } from './connect-done-step.tsx';
import { ConnectSignupStep } from './connect-signup-step.tsx';
import { ConnectSteps } from './connect-steps.tsx';
import { createConnectStore, type ConnectStore } from './connect-store.ts';
import { ConnectValuesStep } from './connect-values-step.tsx';
import { openSignupWindow } from './open-signup-window.ts';
import { SignupPanel } from './signup-panel.tsx';
import { createSignupStore, type SignupStore } from './signup-store.ts';

interface AddChannelDialogProps {
  onClose: () => void;
  onAdded: (channelId: string) => void;
}

const FORM = 'add-channel';
const BY_VALUES = ['Values', 'Checks', 'Done'];
const AT_META = ['Meta', 'PIN', 'Done'];
const WORDS = {
  values:
    'Connects a number of the WhatsApp Cloud API. You find these values in Meta’s App Dashboard under WhatsApp, API Setup.',
  checks: 'What Meta says of each thing that the connection needs. Nothing has been changed yet.',
  done: 'The number is connected. This is how its messages come in.',
  signup: 'You choose the number at Meta. Recado connects what you chose.',
};

/** Connects a number: through Meta's signup where the deployment offers it, or by its values, in three steps each. */
export const AddChannelDialog = ({ onClose, onAdded }: AddChannelDialogProps) => {
  const { api, channels } = useWorkspace();
  const connect = useMemo(() => createConnectStore({ api, channels }), []);
  const signup = useMemo(
    () =>
      createSignupStore({
        api,
        channels,
        openWindow: openSignupWindow,
        openTalk: openTalkOfDashboard,
        newSession: () => crypto.randomUUID(),
      }),
    [],
  );
  useEffect(() => {
    void signup.load();
    return signup.close;
  }, []);
  const { kind } = signup.state.value;
  return kind === 'idle' ? (
    <ByValues connect={connect} signup={signup} onClose={onClose} onAdded={onAdded} />
  ) : (
    <AtMeta signup={signup} onClose={onClose} onAdded={onAdded} />
  );
};

const ByValues = ({
  connect,
  signup,
  onClose,
  onAdded,
}: AddChannelDialogProps & { connect: ConnectStore; signup: SignupStore }) => {
  const step = connect.step.value;
  const channel = connect.channel.value;
  const isBusy = connect.isBusy.value;
  const skips = connect.skipVerification.value;
  const canConnect = connect.checks.value?.canConnect === true;
  const isOffered = signup.page.value !== null;

  return (
    <Dialog
      title="Add a channel"
      description={
        step === 'values' && isOffered ? 'Connects a number of the WhatsApp Cloud API.' : WORDS[step]
      }
      wide
      onClose={onClose}
      footer={
        <>
          {step === 'values' && (
            <>
              <Button onClick={onClose}>Cancel</Button>
              <Button variant={isOffered ? 'secondary' : 'primary'} type="submit" form={FORM} busy={isBusy}>
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
            <LastButtons onClose={onClose} onOpen={() => onAdded(channel.id)} />
          )}
        </>
      }
    >
      {step === 'values' && isOffered && <SignupPanel signup={signup} />}
      <ConnectSteps steps={BY_VALUES} at={['values', 'checks', 'done'].indexOf(step)} />
      {step === 'values' && <ConnectValuesStep form={FORM} connect={connect} />}
      {step === 'checks' && <ConnectChecksStep form={FORM} connect={connect} />}
      {step === 'done' && channel !== null && (
        <ConnectDoneStep channel={channel} left={skips ? 'everything' : 'nothing'} />
      )}
    </Dialog>
  );
};

const AtMeta = ({ signup, onClose, onAdded }: AddChannelDialogProps & { signup: SignupStore }) => {
  const state = signup.state.value;
  const at = state.kind === 'done' ? 2 : state.kind === 'registering' ? 1 : 0;
  return (
    <Dialog
      // Another step is another dialog to the keyboard: its first field has the focus.
      key={at}
      title="Add a channel"
      description={state.kind === 'done' ? WORDS.done : WORDS.signup}
      wide
      onClose={onClose}
      footer={
        <>
          {state.kind === 'in_window' && (
            <>
              <Button onClick={signup.stop}>Cancel</Button>
              <Button onClick={signup.open}>Open the window again</Button>
            </>
          )}
          {state.kind === 'registering' && (
            <>
              <Button onClick={signup.registerLater}>Later</Button>
              <Button variant="primary" type="submit" form={FORM} busy={signup.isBusy.value}>
                Register
              </Button>
            </>
          )}
          {state.kind === 'done' && (
            <LastButtons onClose={onClose} onOpen={() => onAdded(state.channel.id)} />
          )}
        </>
      }
    >
      <ConnectSteps steps={AT_META} at={at} />
      <ConnectSignupStep form={FORM} signup={signup} />
      {state.kind === 'done' && (
        <ConnectDoneStep channel={state.channel} left={state.channel.isRegistered ? 'nothing' : 'pin'} />
      )}
    </Dialog>
  );
};

const LastButtons = ({ onClose, onOpen }: { onClose: () => void; onOpen: () => void }) => (
  <>
    <Button onClick={onClose}>Close</Button>
    <Button variant="primary" onClick={onOpen}>
      Open its health
    </Button>
  </>
);
