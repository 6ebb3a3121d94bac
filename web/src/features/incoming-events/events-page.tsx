import { useEffect, useMemo, useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { CircleAlert, Plus, ShoppingBag } from 'lucide';
import type { EventSourceWithAddress } from '../../../../workers/contracts/api/incoming-events.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import pageStyles from '../../ui/page.module.css';
import { AddressDialog } from './address-dialog.tsx';
import { createEventsStore } from './events-store.ts';
import { NewSourceDialog } from './new-source-dialog.tsx';
import { SourceDetail } from './source-detail.tsx';

export const EventsPage = () => {
  const { api, can } = useWorkspace();
  const { route } = useLocation();
  const { params } = useRoute();
  const events = useMemo(() => createEventsStore({ api }), [api]);
  const [isAdding, setIsAdding] = useState(false);
  const [address, setAddress] = useState<EventSourceWithAddress | null>(null);
  useEffect(() => void events.load(), [events]);
  const sources = events.sources.value;
  const phase = events.phase.value;
  const shown = sources.find(({ id }) => id === params['sourceId']);
  const add = can('webhooks:write') ? (
    <Button variant="primary" icon={Plus} onClick={() => setIsAdding(true)}>
      New source
    </Button>
  ) : undefined;
  return (
    <main class={pageStyles.page}>
      {shown === undefined ? (
        <div class={pageStyles.column}>
          <header class={pageStyles.header}>
            <div>
              <h1 class={pageStyles.title}>Events in</h1>
              <p class={pageStyles.lead}>What shops and forms tell you, and what you answer at once.</p>
            </div>
            {sources.length > 0 && add}
          </header>
          {phase === 'loading' && (
            <output class={pageStyles.card} aria-label="Loading sources">
              <Skeleton width="long" />
            </output>
          )}
          {phase === 'failed' && (
            <EmptyState
              icon={CircleAlert}
              title="The sources could not be loaded"
              action={<Button onClick={() => void events.load()}>Try again</Button>}
            >
              {events.problem.value?.message}
            </EmptyState>
          )}
          {phase === 'ready' && sources.length === 0 && (
            <div class={pageStyles.card}>
              <EmptyState icon={ShoppingBag} title="No source yet" action={add}>
                A purchase, a refund, a new lead: let your shop post it here, and thank the customer on
                WhatsApp.
              </EmptyState>
            </div>
          )}
          {sources.length > 0 && (
            <ul class={pageStyles.card} aria-label="Sources">
              {sources.map((source) => (
                <li key={source.id}>
                  <a class={pageStyles.row} href={`/events/${source.id}`}>
                    <span class={pageStyles.icon}>
                      <Icon icon={ShoppingBag} size={20} />
                    </span>
                    <span class={pageStyles.names}>
                      <span class={pageStyles.name}>{source.name}</span>
                      <span class={pageStyles.number}>
                        {source.actions.length === 1 ? '1 template' : `${source.actions.length} templates`}
                        {source.signature === null ? '' : ', signed'}
                      </span>
                    </span>
                    <Badge tone={source.isEnabled ? 'success' : 'neutral'} dot>
                      {source.isEnabled ? 'On' : 'Off'}
                    </Badge>
                  </a>
                </li>
              ))}
            </ul>
          )}
        </div>
      ) : (
        <SourceDetail key={shown.id} source={shown} events={events} onAddress={setAddress} />
      )}
      {isAdding && (
        <NewSourceDialog
          events={events}
          onClose={() => setIsAdding(false)}
          onCreated={(created) => {
            setIsAdding(false);
            setAddress(created);
            route(`/events/${created.id}`);
          }}
        />
      )}
      {address !== null && <AddressDialog address={address} onClose={() => setAddress(null)} />}
    </main>
  );
};
