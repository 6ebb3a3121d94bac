import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { AppWindow, KeyRound, Pencil, Unplug, Wrench } from 'lucide';
import type { Channel } from '../../../../workers/contracts/api/channels.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import detailStyles from './channel-detail.module.css';
import pageStyles from '../../ui/page.module.css';
import styles from './channel-actions-card.module.css';

type Action = 'rename' | 'token' | 'app' | 'repair' | 'disconnect';

/** What an administrator can do about a number. */
export const ChannelActionsCard = ({ channel }: { channel: Channel }) => {
  const [action, setAction] = useState<Action | null>(null);
  const close = () => setAction(null);
  return (
    <section class={detailStyles.events} aria-labelledby="actions-title">
      <div>
        <h2 id="actions-title" class={detailStyles.heading}>
          Manage
        </h2>
        <p class={pageStyles.number}>Disconnecting keeps every conversation.</p>
      </div>
      <div class={styles.actions}>
        <Button icon={Pencil} onClick={() => setAction('rename')}>
          Rename
        </Button>
        <Button icon={KeyRound} onClick={() => setAction('token')}>
          Change token
        </Button>
        {channel.app === 'company' && (
          <Button icon={AppWindow} onClick={() => setAction('app')}>
            {channel.appId === null ? 'Add app ID' : 'Change app ID'}
          </Button>
        )}
        <Button icon={Wrench} onClick={() => setAction('repair')}>
          Repair
        </Button>
        <Button icon={Unplug} variant="danger" onClick={() => setAction('disconnect')}>
          Disconnect
        </Button>
      </div>
      {action !== null && <ActionDialog key={action} action={action} channel={channel} onClose={close} />}
    </section>
  );
};

const WORDS: Record<Action, { title: string; description: string; submit: string }> = {
  rename: {
    title: 'Rename the channel',
    description: 'Your team sees this name. Customers see the name that Meta has verified.',
    submit: 'Rename',
  },
  token: {
    title: 'Change the access token',
    description:
      'Meta is asked whether it accepts the new token for this number. Until then the old one stays.',
    submit: 'Change token',
  },
  app: {
    title: 'Your Meta app’s ID',
    description:
      'Samples for the headers of templates are uploaded to this app. Meta is asked whether the number’s access token is of it.',
    submit: 'Save',
  },
  repair: {
    title: 'Repair the connection',
    description:
      'Subscribes to the account’s webhooks again. With the number’s two-step PIN it is registered again too.',
    submit: 'Repair',
  },
  disconnect: {
    title: 'Disconnect this number?',
    description:
      'Nothing is received or sent any more. Conversations stay and can be read; connecting the number again brings it back.',
    submit: 'Disconnect',
  },
};

const firstValue = (action: Action, channel: Channel): string => {
  if (action === 'rename') return channel.name;
  return action === 'app' ? (channel.appId ?? '') : '';
};

const ActionDialog = ({
  action,
  channel,
  onClose,
}: {
  action: Action;
  channel: Channel;
  onClose: () => void;
}) => {
  const { api, channels, toast } = useWorkspace();
  const { route } = useLocation();
  const [value, setValue] = useState(firstValue(action, channel));
  const { title, description, submit } = WORDS[action];
  const act = async () => {
    switch (action) {
      case 'rename':
        return channels.rename(channel.id, value.trim());
      case 'token':
        await api.updateChannel(channel.id, { accessToken: value.trim() });
        return toast('success', 'The new token is in use.');
      case 'app':
        await channels.setApp(channel.id, value.trim() === '' ? null : value.trim());
        return toast('success', value.trim() === '' ? 'The app ID is forgotten.' : 'The app ID is saved.');
      case 'repair':
        await api.repairChannel(channel.id, value.trim() === '' ? {} : { pin: value.trim() });
        return toast('success', 'Subscribed again.');
      default:
        await api.disconnectChannel(channel.id);
        await channels.load();
        return route('/channels');
    }
  };
  return (
    <FormDialog
      title={title}
      description={description}
      submit={submit}
      variant={action === 'disconnect' ? 'danger' : 'primary'}
      isReady={(action !== 'token' && action !== 'rename') || value.trim() !== ''}
      fields={['name', 'accessToken', 'appId', 'pin']}
      onSubmit={() => act().then(onClose)}
      onClose={onClose}
    >
      {(problem) => (
        <>
          {action === 'rename' && (
            <TextField
              label="Name"
              maxLength={80}
              value={value}
              onValue={setValue}
              error={problem?.fieldError('name')}
              autoFocusInDialog
            />
          )}
          {action === 'token' && (
            <TextField
              label="New access token"
              type="password"
              autoComplete="off"
              maxLength={1024}
              hint="A permanent token of a system user. It is stored sealed and never shown again."
              value={value}
              onValue={setValue}
              error={problem?.fieldError('accessToken')}
              autoFocusInDialog
            />
          )}
          {action === 'app' && (
            <TextField
              label="App ID"
              inputMode="numeric"
              autoComplete="off"
              maxLength={32}
              hint="At Meta under App settings, Basic. Only digits."
              value={value}
              onValue={setValue}
              error={problem?.fieldError('appId')}
              autoFocusInDialog
            />
          )}
          {action === 'repair' && (
            <TextField
              label="Two-step PIN"
              inputMode="numeric"
              autoComplete="off"
              maxLength={6}
              hint="Only where Meta says that the number is not registered. Six digits."
              value={value}
              onValue={setValue}
              error={problem?.fieldError('pin')}
              autoFocusInDialog
            />
          )}
        </>
      )}
    </FormDialog>
  );
};
