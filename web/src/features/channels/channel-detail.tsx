import { useEffect, useState } from 'preact/hooks';
import { ArrowLeft, CircleAlert, RadioTower, RefreshCw } from 'lucide';
import { useLocation } from 'preact-iso';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Fact } from '../contacts/fact.tsx';
import { fullMoment } from '../conversations/times.rules.ts';
import { ChannelActionsCard } from './channel-actions-card.tsx';
import { ChannelEventList } from './channel-event-list.tsx';
import { ChannelHealthCard } from './channel-health-card.tsx';
import { createChannelEventsStore } from './channel-events-store.ts';
import { ChannelSendingCard } from './channel-sending-card.tsx';
import { ReplayCard } from './replay-card.tsx';
import pageStyles from '../../ui/page.module.css';
import styles from './channel-detail.module.css';

const KINDS = [
  { id: 'all', label: 'All' },
  { id: 'status', label: 'Statuses' },
  { id: 'amendment', label: 'Changes' },
  { id: 'account', label: 'Account' },
  { id: 'unknown', label: 'Unknown' },
] as const;

export const ChannelDetail = ({ channelId }: { channelId: string }) => {
  const { channels, api, can } = useWorkspace();
  const { route } = useLocation();
  const [store] = useState(() => createChannelEventsStore(api, channelId));
  useEffect(() => void store.load(), [store]);
  const channel = channels.find(channelId);

  if (channel === undefined)
    return (
      <main class={pageStyles.page}>
        {channels.phase.value !== 'loading' && (
          <EmptyState
            icon={CircleAlert}
            title="This channel does not exist"
            action={<Button onClick={() => route('/channels')}>All channels</Button>}
          />
        )}
      </main>
    );

  return (
    <main class={pageStyles.page}>
      <div class={pageStyles.column}>
        <header class={styles.header}>
          <IconButton icon={ArrowLeft} label="All channels" onClick={() => route('/channels')} />
          <span class={pageStyles.icon}>
            <Icon icon={RadioTower} size={19} />
          </span>
          <div class={pageStyles.names}>
            <h1 class={styles.title}>{channel.name}</h1>
            <p class={pageStyles.number}>{channel.displayPhoneNumber}</p>
          </div>
        </header>
        <section class={styles.facts} aria-label="Channel">
          <dl>
            <Fact name="Kind" value="WhatsApp Cloud API" />
            <Fact name="Phone number ID" value={channel.phoneNumberId} copy />
            <Fact name="Account ID" value={channel.wabaId} copy />
            <Fact
              name="Signed by"
              value={channel.app === 'deployment' ? 'Recado’s Meta app' : 'Your own Meta app'}
            />
            {channel.appId !== null && <Fact name="App ID" value={channel.appId} copy />}
            <Fact name="Added" value={fullMoment(channel.createdAtMs)} />
          </dl>
        </section>
        {channel.disconnectedAtMs === null ? (
          <>
            <ChannelHealthCard channelId={channelId} />
            <ChannelSendingCard channelId={channelId} />
            {can('channels:write') && (
              <>
                <ChannelActionsCard channel={channel} />
                <ReplayCard channelId={channelId} />
              </>
            )}
          </>
        ) : (
          <p class={styles.gone}>
            Disconnected on {fullMoment(channel.disconnectedAtMs)}. Its conversations can be read; add the
            number again to receive and send.
          </p>
        )}
        <section class={styles.events} aria-labelledby="events-title">
          <div class={styles.bar}>
            <div>
              <h2 id="events-title" class={styles.heading}>
                Received events
              </h2>
              <p class={pageStyles.number}>Everything that came in and is not a message in a conversation.</p>
            </div>
            <IconButton icon={RefreshCw} label="Load again" onClick={() => void store.load()} />
          </div>
          <Tabs
            label="Kind of event"
            tabs={KINDS}
            value={store.kind.value}
            onValue={(kind) => void store.show(kind)}
          />
          <ChannelEventList store={store} />
        </section>
      </div>
    </main>
  );
};
