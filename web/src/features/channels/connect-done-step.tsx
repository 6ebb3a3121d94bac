import { useEffect, useState } from 'preact/hooks';
import type { MetaApp } from '../../../../workers/contracts/api/access.ts';
import type { ChannelHealth } from '../../../../workers/contracts/api/channel-health.ts';
import type { Channel } from '../../../../workers/contracts/api/channels.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { momentText } from '../conversations/times.rules.ts';
import { CopyField } from './copy-field.tsx';
import { lastReceivedAtMs } from './health.rules.ts';
import styles from './add-channel-dialog.module.css';

/** What is left to do: nothing, the number's registration, or whatever nobody has looked at. */
export type LeftToDo = 'nothing' | 'pin' | 'everything';

/** What comes meanwhile is read together, in milliseconds. Ours. */
const READ_AGAIN_MS = 300;

const STANDING: Record<LeftToDo, string> = {
  nothing: 'sends and receives here from now on.',
  pin: 'is connected, but not registered: it sends and receives once you give its PIN under “Repair” on its page.',
  everything:
    'was added without asking Meta. It works if the app is subscribed to its account and the number is registered; “Repair” on its page does both.',
};

/** How a number's messages come in, and whether any came yet. */
export const ConnectDoneStep = ({ channel, left }: { channel: Channel; left: LeftToDo }) => {
  const { api, channels, nowMs, rows } = useWorkspace();
  const [app, setApp] = useState<MetaApp | null>(null);
  const [health, setHealth] = useState<ChannelHealth | null>(null);
  const isOwn = channel.app === 'company';
  useEffect(() => {
    if (isOwn) void api.getMetaApp().then(setApp, () => undefined);
  }, [isOwn]);
  // Read again whenever the company's socket tells of a channel or a message: the first one is seen as it comes.
  useEffect(() => {
    const read = () => void api.getChannelHealth(channel.id).then(setHealth, () => undefined);
    const soon = setTimeout(read, health === null ? 0 : READ_AGAIN_MS);
    return () => clearTimeout(soon);
  }, [channel.id, channels.changes.value, rows.changes.value]);
  const lastAtMs = health === null ? null : lastReceivedAtMs(health.facts);
  const url = isOwn ? app?.webhookUrl : '/webhooks/meta';
  return (
    <div class={styles.form}>
      <p>
        <strong>{channel.name}</strong> ({channel.displayPhoneNumber}) {STANDING[left]}
      </p>
      {url !== undefined && (
        <div>
          <p class={styles.label}>Callback URL</p>
          <CopyField label="callback URL" value={new URL(url, location.origin).href} />
        </div>
      )}
      {isOwn && app?.verifyToken != null && (
        <div>
          <p class={styles.label}>Verify token</p>
          <CopyField label="verify token" value={app.verifyToken} />
        </div>
      )}
      <p class={styles.quiet}>
        {isOwn
          ? 'Paste both in your app at Meta, under WhatsApp, Configuration, and subscribe to the field messages.'
          : 'Recado’s Meta app receives at this address already.'}{' '}
        {left === 'nothing' && !isOwn && 'There is nothing left to do at Meta.'}
      </p>
      <output class={styles.arrived}>
        <span class={styles.label}>Last event received</span>
        <span>
          {lastAtMs === null
            ? 'None yet. Write a message to the number from any phone: it shows here as it arrives.'
            : momentText(lastAtMs, nowMs.value)}
        </span>
      </output>
    </div>
  );
};
