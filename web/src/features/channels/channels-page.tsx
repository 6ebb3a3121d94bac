import { useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { CircleAlert, Plus, RadioTower, SearchX } from 'lucide';
import type { Channel } from '../../../../workers/contracts/api/channels.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AddChannelDialog } from './add-channel-dialog.tsx';
import { ChannelDetail } from './channel-detail.tsx';
import { WebhookCard } from './webhook-card.tsx';
import styles from '../../ui/page.module.css';

/** More channels than fit on a screen can be searched. */
const FILTER_FROM = 10;

/** Numbers are found however they are written. */
const isMeant = ({ name, displayPhoneNumber }: Channel, filter: string): boolean => {
  const wanted = filter.trim().toLowerCase();
  const digits = wanted.replaceAll(/\D/g, '');
  return (
    name.toLowerCase().includes(wanted) ||
    (digits !== '' && displayPhoneNumber.replaceAll(/\D/g, '').includes(digits))
  );
};

export const ChannelsPage = () => {
  const { params } = useRoute();
  const { route } = useLocation();
  const { channels, can, alerts } = useWorkspace();
  const [filter, setFilter] = useState('');
  const [isAdding, setIsAdding] = useState(false);
  const channelId = params['channelId'];
  const all = channels.channels.value;
  const shown = all.filter((channel) => isMeant(channel, filter));
  const alertsOf = (id: string) => alerts.open.value.filter((alert) => alert.channelId === id).length;
  const phase = channels.phase.value;

  if (channelId !== undefined) return <ChannelDetail key={channelId} channelId={channelId} />;
  const add = can('channels:write') && (
    <Button variant="primary" icon={Plus} onClick={() => setIsAdding(true)}>
      Add channel
    </Button>
  );
  return (
    <main class={styles.page}>
      <div class={styles.column}>
        <header class={styles.header}>
          <div>
            <h1 class={styles.title}>Channels</h1>
            <p class={styles.lead}>The WhatsApp numbers that your company answers from.</p>
          </div>
          {all.length > 0 && add}
        </header>
        {phase === 'loading' && (
          <output class={styles.card} aria-label="Loading channels">
            {[0, 1].map((index) => (
              <div key={index} class={styles.row}>
                <Skeleton shape="circle" />
                <Skeleton width="half" />
              </div>
            ))}
          </output>
        )}
        {phase === 'failed' && (
          <EmptyState
            icon={CircleAlert}
            title="The channels could not be loaded"
            action={<Button onClick={() => void channels.load()}>Try again</Button>}
          >
            {channels.problem.value?.message}
          </EmptyState>
        )}
        {phase === 'ready' && all.length === 0 && (
          <div class={styles.card}>
            <EmptyState icon={RadioTower} title="No channel yet" action={add}>
              Connect your first WhatsApp number to start receiving messages.
            </EmptyState>
          </div>
        )}
        {all.length > FILTER_FROM && (
          <search>
            <TextField
              label="Find a channel"
              value={filter}
              onValue={setFilter}
              maxLength={80}
              placeholder="Name or number"
            />
          </search>
        )}
        {all.length > 0 && shown.length === 0 && (
          <div class={styles.card}>
            <EmptyState icon={SearchX} title="No channel matches">
              No channel has this in its name or number.
            </EmptyState>
          </div>
        )}
        {shown.length > 0 && (
          <ul class={styles.card} aria-label="Channels">
            {shown.map((channel) => (
              <li key={channel.id}>
                <a class={styles.row} href={`/channels/${channel.id}`}>
                  <span class={styles.icon}>
                    <Icon icon={RadioTower} size={19} />
                  </span>
                  <span class={styles.names}>
                    <span class={styles.name}>{channel.name}</span>
                    <span class={styles.number}>{channel.displayPhoneNumber}</span>
                  </span>
                  <OpenAlerts count={alertsOf(channel.id)} />
                  <span class={styles.kind}>
                    {channel.disconnectedAtMs === null ? 'WhatsApp Cloud API' : 'Disconnected'}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        )}
        <WebhookCard />
      </div>
      {isAdding && (
        <AddChannelDialog
          onClose={() => setIsAdding(false)}
          onAdded={(id) => {
            setIsAdding(false);
            route(`/channels/${id}`);
          }}
        />
      )}
    </main>
  );
};

const OpenAlerts = ({ count }: { count: number }) =>
  count === 0 ? null : <Badge tone="warning">{count === 1 ? '1 alert' : `${count} alerts`}</Badge>;
