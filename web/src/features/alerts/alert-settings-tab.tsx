import { useEffect, useMemo, useState } from 'preact/hooks';
import { CircleAlert } from 'lucide';
import {
  ALERT_FAMILIES,
  type AlertFamily,
  type AlertRules,
  type AlertSettings,
} from '../../../../workers/contracts/api/alert-settings.ts';
import type { AlertSeverity } from '../../../../workers/contracts/api/alerts.ts';
import type { Notification } from '../../../../workers/contracts/api/notifications.ts';
import type { AlertScope, AlertsApi } from '../../api/alerts-api.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSubmission } from '../../ui/use-submission.ts';
import { createAlertSettingsStore, type AlertSettingsStore } from './alert-settings-store.ts';
import { NotificationList, Notifications } from './notification-list.tsx';
import { RuleCard } from './rule-card.tsx';
import { RULES, type RuleName } from './rule-words.rules.ts';
import styles from './alert-settings-tab.module.css';

const FAMILY_WORDS: Record<AlertFamily, string> = {
  number: 'Numbers and accounts: restrictions, quality, tokens, templates',
  sending: 'Sending that is stopped',
  webhooks: 'Webhooks of yours that fail',
  rules: 'The rules above',
};
const SEVERITIES: { value: AlertSeverity; label: string }[] = [
  { value: 'critical', label: 'Critical ones only' },
  { value: 'warning', label: 'Warnings and critical ones' },
  { value: 'info', label: 'All of them' },
];

/** What alerts are raised of, and who is told. */
export const AlertSettingsTab = ({ api, scope }: { api: AlertsApi; scope: AlertScope }) => {
  const { settingsChanges } = useWorkspace();
  const store = useMemo(() => createAlertSettingsStore({ api }), [api]);
  useEffect(() => void store.load(), [store, settingsChanges.alerts.value]);
  const saved = store.saved.value;
  const problem = store.problem.value;
  if (saved !== null)
    return <SettingsForm key={saved.version} api={api} scope={scope} store={store} saved={saved} />;
  if (problem === null) return <Skeleton shape="block" width="full" />;
  return (
    <EmptyState
      icon={CircleAlert}
      title="The settings could not be loaded"
      action={<Button onClick={() => void store.load()}>Try again</Button>}
    >
      {problem.message}
    </EmptyState>
  );
};

interface SettingsFormProps {
  api: AlertsApi;
  scope: AlertScope;
  store: AlertSettingsStore;
  saved: AlertSettings;
}

const SettingsForm = ({ api, scope, store, saved }: SettingsFormProps) => {
  const { toast } = useWorkspace();
  const [rules, setRules] = useState<AlertRules>(saved.rules);
  const [notify, setNotify] = useState(saved.notify);
  const [webhookUrl, setWebhookUrl] = useState<string | null | undefined>(undefined);
  const isWritten =
    webhookUrl !== undefined ||
    JSON.stringify([rules, notify]) !== JSON.stringify([saved.rules, saved.notify]);
  useEffect(() => store.write(isWritten), [store, isWritten]);
  const { problem, isBusy, submit } = useSubmission();
  const faultOf = (field: string) => problem?.fields.find(({ path }) => path.startsWith(field))?.message;
  const save = async () => {
    const url = typeof webhookUrl === 'string' ? webhookUrl.trim() : webhookUrl;
    const changed = await api.changeAlertSettings({
      rules,
      notify,
      version: saved.version,
      ...(url === undefined || url === '' ? {} : { webhookUrl: url }),
    });
    toast('success', 'Saved.');
    store.adopt(changed);
  };
  const names = RULES.filter(({ scopes }) => scopes.includes(scope)).map(({ name }) => name);
  return (
    <form
      class={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit(save);
      }}
    >
      <section class={styles.part} aria-label="Rules">
        <h2 class={styles.heading}>Rules</h2>
        <p class={styles.lead}>
          Looked at every five minutes. What Meta tells of a number raises alerts anyway.
        </p>
        {names.map((name: RuleName) => (
          <RuleCard
            key={name}
            name={name}
            rule={rules[name]}
            onRule={(rule) => setRules({ ...rules, [name]: rule })}
          />
        ))}
      </section>
      <section class={styles.part} aria-label="Who is told">
        <h2 class={styles.heading}>Who is told</h2>
        <p class={styles.lead}>
          Once when an alert opens, when it becomes worse, and when it is over. Many at once come as one
          message.
        </p>
        <People
          scope={scope}
          canMail={saved.canMail}
          isChosen={saved.version > 0}
          chosen={notify.userIds}
          onChosen={(userIds) => setNotify({ ...notify, userIds })}
        />
        {faultOf('notify.userIds') !== undefined && <p class={styles.fault}>{faultOf('notify.userIds')}</p>}
        <SelectField
          label="Which alerts"
          value={notify.minSeverity}
          options={SEVERITIES}
          onValue={(value) =>
            setNotify({
              ...notify,
              minSeverity: SEVERITIES.find((one) => one.value === value)?.value ?? 'warning',
            })
          }
        />
        {scope === 'company' && (
          <fieldset class={styles.checks}>
            <legend>Of these</legend>
            {ALERT_FAMILIES.map((family) => (
              <label key={family} class={styles.check}>
                <input
                  type="checkbox"
                  checked={!notify.mutedFamilies.includes(family)}
                  onChange={(event) =>
                    setNotify({
                      ...notify,
                      mutedFamilies: event.currentTarget.checked
                        ? notify.mutedFamilies.filter((one) => one !== family)
                        : [...notify.mutedFamilies, family],
                    })
                  }
                />
                <span>{FAMILY_WORDS[family]}</span>
              </label>
            ))}
          </fieldset>
        )}
        <Webhook
          host={saved.webhookHost}
          url={webhookUrl}
          onUrl={setWebhookUrl}
          fault={faultOf('webhookUrl')}
        />
      </section>
      <FormProblem problem={problem} saidBeside={['notify.userIds', 'webhookUrl']} />
      <Theirs store={store} />
      <div class={styles.buttons}>
        <Button variant="primary" type="submit" busy={isBusy}>
          Save
        </Button>
      </div>
      <Told api={api} version={saved.version} />
    </form>
  );
};

/** A colleague was faster: saving would be refused. */
const Theirs = ({ store }: { store: AlertSettingsStore }) => {
  const theirs = store.theirs.value;
  if (theirs === null) return null;
  return (
    <output class={styles.theirs}>
      <span>Somebody else has saved these settings meanwhile. What you have written here is not saved.</span>
      <Button size="sm" onClick={() => store.adopt(theirs)}>
        Show theirs
      </Button>
    </output>
  );
};

interface PeopleProps {
  scope: AlertScope;
  canMail: boolean;
  isChosen: boolean;
  chosen: readonly string[];
  onChosen: (userIds: string[]) => void;
}

const People = ({ scope, canMail, isChosen, chosen, onChosen }: PeopleProps) => {
  const { members, me } = useWorkspace();
  if (!canMail)
    return (
      <p class={styles.hint}>
        This deployment cannot send mails. Its operator sets that up: README, Configuration. A webhook works
        without.
      </p>
    );
  // Who operates the deployment is no member of one company: each operator chooses for themselves.
  const people =
    scope === 'company'
      ? members.members.value.filter(({ role }) => role === 'owner' || role === 'admin')
      : [{ id: me.user.id, name: me.user.name, email: me.user.email }];
  const toggle = (id: string) =>
    onChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <fieldset class={styles.checks}>
      <legend>By mail</legend>
      {!isChosen && (
        <p class={styles.hint}>
          Nobody has chosen yet: {scope === 'company' ? 'the owners' : 'all operators'} are told until you
          save.
        </p>
      )}
      {people.map(({ id, name, email }) => (
        <label key={id} class={styles.check}>
          <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
          <span>
            {name} <span class={styles.email}>{email}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
};

interface WebhookProps {
  host: string | null;
  /** Undefined: it stays; null: it goes. */
  url: string | null | undefined;
  onUrl: (url: string | null | undefined) => void;
  fault: string | undefined;
}

const Webhook = ({ host, url, onUrl, fault }: WebhookProps) => {
  if (host !== null && url === undefined)
    return (
      <div class={styles.webhook}>
        <span>
          A webhook at <strong>{host}</strong>
        </span>
        <Button size="sm" onClick={() => onUrl('')}>
          Change
        </Button>
        <Button size="sm" onClick={() => onUrl(null)}>
          Remove
        </Button>
      </div>
    );
  if (url === null)
    return (
      <div class={styles.webhook}>
        <span>The webhook goes when you save.</span>
        <Button size="sm" onClick={() => onUrl(undefined)}>
          Keep it
        </Button>
      </div>
    );
  return (
    <TextField
      label="Webhook"
      value={url ?? ''}
      onValue={onUrl}
      maxLength={2_048}
      placeholder="https://hooks.slack.com/services/…"
      hint="Slack’s incoming webhooks work as they are; others get the same text and the alerts as JSON."
      error={fault}
    />
  );
};

/** What was told last, and a test of it. */
const Told = ({ api, version }: { api: AlertsApi; version: number }) => {
  const [tested, setTested] = useState<readonly Notification[] | null>(null);
  const { problem, isBusy, submit } = useSubmission();
  const test = async () => setTested((await api.testAlertSettings()).items);
  return (
    <section class={styles.part} aria-label="What was told">
      <div class={styles.toldHead}>
        <h2 class={styles.heading}>What was told</h2>
        <Button size="sm" busy={isBusy} onClick={() => void submit(test)}>
          Send a test
        </Button>
      </div>
      <FormProblem problem={problem} />
      {tested !== null && <Notifications items={tested} withSubject />}
      {tested === null && <NotificationList key={version} load={() => api.listNotifications()} withSubject />}
    </section>
  );
};
