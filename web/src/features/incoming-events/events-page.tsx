import { useMemo, useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import type { EventSourceWithAddress } from '../../../../workers/contracts/api/incoming-events.ts';
import { useWorkspace } from '../../app/workspace.ts';
import pageStyles from '../../ui/page.module.css';
import { useLookAgain } from '../../ui/use-look-again.ts';
import { AddressDialog } from './address-dialog.tsx';
import { createEventsStore } from './events-store.ts';
import { SourceDetail } from './source-detail.tsx';
import { SourceList } from './source-list.tsx';

/** How often the source is looked at while the page is seen, in milliseconds: a colleague may change it. */
const LOOK_MS = 15_000;

export const EventsPage = () => {
  const { params } = useRoute();
  const { sourceId } = params;
  return (
    <main class={pageStyles.page}>
      {sourceId === undefined || sourceId === '' ? <Sources /> : <Source key={sourceId} id={sourceId} />}
    </main>
  );
};

const Sources = () => (
  <div class={pageStyles.column}>
    <header class={pageStyles.header}>
      <h1 class={pageStyles.title}>Events in</h1>
    </header>
    <SourceList />
  </div>
);

/** One that is gone is the list again. */
const Source = ({ id }: { id: string }) => {
  const { api, settingsChanges } = useWorkspace();
  const events = useMemo(() => createEventsStore({ api }), [api]);
  const [address, setAddress] = useState<EventSourceWithAddress | null>(null);
  useLookAgain(() => void events.load(), LOOK_MS, [events, settingsChanges.event_sources.value]);
  const shown = events.sources.value.find((one) => one.id === id);
  if (shown === undefined) {
    return events.phase.value === 'loading' ? (
      <output class="visually-hidden">Loading the source</output>
    ) : (
      <Sources />
    );
  }
  return (
    <>
      <SourceDetail source={shown} events={events} onAddress={setAddress} />
      {address !== null && <AddressDialog address={address} onClose={() => setAddress(null)} />}
    </>
  );
};
