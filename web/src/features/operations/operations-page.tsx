import { useLocation, useRoute } from 'preact-iso';
import { useWorkspace } from '../../app/workspace.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Lock } from 'lucide';
import { Tabs } from '../../ui/tabs.tsx';
import pageStyles from '../../ui/page.module.css';
import { DeadLettersTab } from '../dead-letters/dead-letters-tab.tsx';
import { FindMessageTab } from '../lives/find-message-tab.tsx';
import { SourceList } from '../incoming-events/source-list.tsx';
import { WebhooksTab } from '../webhooks/webhooks-tab.tsx';
import { LanesTab } from './lanes-tab.tsx';

const TABS = [
  { id: 'dead-letters', label: 'Dead letters', permission: 'dead-letters:read', Content: DeadLettersTab },
  { id: 'webhooks', label: 'Webhooks', permission: 'webhooks:read', Content: WebhooksTab },
  {
    id: 'message',
    label: 'Find a message',
    permission: 'dead-letters:read',
    Content: FindMessageTab,
  },
  { id: 'events', label: 'Events in', permission: 'webhooks:read', Content: SourceList },
  { id: 'lanes', label: 'Lanes', permission: 'deployment:operate', Content: LanesTab },
] as const;
type TabId = (typeof TABS)[number]['id'];

/** What keeps the company's messages moving, for those who look after it. */
export const OperationsPage = () => {
  const { can } = useWorkspace();
  const { params } = useRoute();
  const { route } = useLocation();
  const tabs = TABS.filter(({ permission }) => can(permission));
  const tab = tabs.find(({ id }) => id === params['tab']) ?? tabs[0];
  return (
    <main class={pageStyles.page}>
      <div class={pageStyles.column}>
        <header class={pageStyles.header}>
          <div>
            <h1 class={pageStyles.title}>Operations</h1>
            <p class={pageStyles.lead}>What could not be done, what is being done, and who is told of it.</p>
          </div>
        </header>
        {tab === undefined ? (
          <EmptyState icon={Lock} title="This is for administrators" />
        ) : (
          <>
            <Tabs<TabId>
              label="Parts of operations"
              tabs={tabs}
              value={tab.id}
              onValue={(id) => route(`/operations/${id}`)}
            />
            <tab.Content />
          </>
        )}
      </div>
    </main>
  );
};
