import { useEffect, useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { BellRing, CircleAlert, ShieldCheck } from 'lucide';
import type { AlertScope, AlertsApi } from '../../api/alerts-api.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import pageStyles from '../../ui/page.module.css';
import { AlertRow } from './alert-row.tsx';
import { AlertSettingsTab } from './alert-settings-tab.tsx';
import type { AlertsStore } from './alerts-store.ts';
import styles from './alerts-page.module.css';

type Tab = 'open' | 'all' | 'settings';

/** What is wrong, what was, and who is told of it. */
export const AlertsPage = () => {
  const { alerts: ofCompany, deploymentAlerts, api, can } = useWorkspace();
  const { query } = useLocation();
  const canOperate = can('deployment:operate');
  const [scope, setScope] = useState<AlertScope>(
    canOperate && query['of'] === 'deployment' ? 'deployment' : 'company',
  );
  const [isSettings, setIsSettings] = useState(false);
  const alertsApi = useMemo(() => api.alertsOf(scope), [scope]);
  const alerts = scope === 'deployment' && deploymentAlerts !== null ? deploymentAlerts : ofCompany;
  useEffect(() => void alerts.load(), [alerts]);
  const canDecide = scope === 'deployment' || can('channels:write');
  const tab: Tab = isSettings ? 'settings' : alerts.view.value;
  return (
    <main class={pageStyles.page}>
      <div class={pageStyles.column}>
        <header class={pageStyles.header}>
          <div>
            <h1 class={pageStyles.title}>Alerts</h1>
            <p class={pageStyles.lead}>
              {scope === 'company'
                ? 'What administrators must know about your numbers.'
                : 'What operators must know about the whole deployment.'}
            </p>
          </div>
          {canOperate && (
            <SelectField
              label="Whose"
              value={scope}
              options={[
                { value: 'company', label: withNews('Your company', ofCompany) },
                { value: 'deployment', label: withNews('The whole deployment', deploymentAlerts) },
              ]}
              onValue={(value) => setScope(value === 'deployment' ? 'deployment' : 'company')}
            />
          )}
        </header>
        <Tabs<Tab>
          label="Which alerts"
          tabs={[
            alerts.hasMoreOpen.value
              ? { id: 'open', label: `Open, more than ${alerts.open.value.length}` }
              : { id: 'open', label: 'Open', count: alerts.open.value.length },
            { id: 'all', label: 'All' },
            ...(canDecide ? [{ id: 'settings' as const, label: 'Rules and people' }] : []),
          ]}
          value={tab}
          onValue={(next) => {
            setIsSettings(next === 'settings');
            if (next !== 'settings') void alerts.show(next);
          }}
        />
        {tab === 'settings' ? (
          <AlertSettingsTab key={scope} api={alertsApi} scope={scope} />
        ) : (
          <List alerts={alerts} api={alertsApi} canDecide={canDecide} scope={scope} />
        )}
      </div>
    </main>
  );
};

function withNews(words: string, alerts: AlertsStore | null): string {
  const unseen = alerts?.unseen.value ?? 0;
  return unseen === 0 ? words : `${words} (${unseen} new)`;
}

interface ListProps {
  alerts: AlertsStore;
  api: AlertsApi;
  canDecide: boolean;
  scope: AlertScope;
}

const List = ({ alerts, api, canDecide, scope }: ListProps) => {
  const phase = alerts.phase.value;
  const shown = alerts.shown.value;
  return (
    <>
      {phase === 'loading' && <LoadingRows label="Loading alerts" />}
      {phase === 'failed' && (
        <EmptyState
          icon={CircleAlert}
          title="The alerts could not be loaded"
          action={<Button onClick={() => void alerts.load()}>Try again</Button>}
        >
          {alerts.problem.value?.message}
        </EmptyState>
      )}
      {phase === 'ready' && shown.length === 0 && (
        <div class={pageStyles.card}>
          <EmptyState
            icon={alerts.view.value === 'open' ? ShieldCheck : BellRing}
            title={alerts.view.value === 'open' ? 'No open alerts' : 'There has been no alert'}
          >
            When Meta restricts a number, a token ends or webhooks stop, you see it here.
          </EmptyState>
        </div>
      )}
      {shown.length > 0 && (
        <ul class={styles.list} aria-label="Alerts">
          {shown.map((alert) => (
            <AlertRow
              key={alert.id}
              alert={alert}
              alerts={alerts}
              api={api}
              canDecide={canDecide}
              scope={scope}
            />
          ))}
        </ul>
      )}
      {alerts.cursor.value !== null && (
        <Button onClick={() => void alerts.loadMore()}>
          {alerts.view.value === 'open' ? 'Show more' : 'Show older'}
        </Button>
      )}
    </>
  );
};
