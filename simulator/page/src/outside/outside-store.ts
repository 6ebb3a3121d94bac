import { signal } from '@preact/signals';
import type { Delivery, GraphCall, Template } from '../../../world/types.ts';
import type { Mail } from '../../../mail/mailbox.ts';
import type { Settings, SettingsPatch } from '../../../world/settings.ts';
import type { ControlClient } from '../control/control-client.ts';

export type ShownFault = {
  /** The kind, with a label behind a dot where there are several. */
  name: string;
  kind: string;
  title: string;
  effect: string;
  fault: { [key: string]: unknown } | null;
};

export type ShownTemplate = Template;

export type OutsideStore = ReturnType<typeof createOutsideStore>;

const JOURNAL_ROWS = 100;

/** What goes on between the phones and the business: faults, settings and both journals. */
export function createOutsideStore(control: ControlClient) {
  const faults = signal<ShownFault[]>([]);
  const settings = signal<Settings | null>(null);
  const deliveries = signal<Delivery[]>([]);
  const calls = signal<GraphCall[]>([]);
  const mails = signal<Mail[]>([]);
  const templates = signal<ShownTemplate[]>([]);
  const accountEvents = signal<string[]>([]);
  const errorCodes = signal<{ code: number; title: string }[]>([]);

  const loadFaults = async () => {
    faults.value = (await control.get<{ items: ShownFault[] }>('/faults')).items;
  };
  const loadSettings = async () => {
    settings.value = await control.get<Settings>('/settings');
  };
  const loadJournals = async () => {
    const [posts, requests] = await Promise.all([
      control.get<{ items: Delivery[] }>(`/deliveries?limit=${JOURNAL_ROWS}`),
      control.get<{ items: GraphCall[] }>(`/graph-calls?limit=${JOURNAL_ROWS}`),
    ]);
    deliveries.value = posts.items.map((delivery) => ({ ...delivery, body: '' }));
    calls.value = requests.items;
  };
  const takeTemplate = (template: ShownTemplate) => {
    templates.value = templates.value.map((other) => (other.id === template.id ? template : other));
  };
  const loadMails = async () => {
    mails.value = (await control.get<{ items: Mail[] }>('/mails')).items;
  };
  const loadAll = () => Promise.all([loadFaults(), loadSettings(), loadJournals(), loadMails()]);

  return {
    faults,
    settings,
    deliveries,
    calls,
    mails,
    errorCodes,
    accountEvents,
    templates,
    async start(): Promise<void> {
      control.listen(
        (happening) => {
          if (happening.kind === 'faults.changed') void loadFaults();
          if (happening.kind === 'settings.changed') void loadSettings();
          if (happening.kind === 'mails.changed') void loadMails();
          if (happening.kind === 'world.reset') void loadAll();
          if (happening.kind === 'template.changed') takeTemplate(happening.template);
          if (happening.kind === 'call.recorded') {
            calls.value = [happening.call, ...calls.value].slice(0, JOURNAL_ROWS);
          }
          if (happening.kind === 'delivery.changed') {
            const { delivery } = happening;
            const others = deliveries.value.filter((other) => other.seq !== delivery.seq);
            deliveries.value = [delivery, ...others].toSorted((a, b) => b.seq - a.seq).slice(0, JOURNAL_ROWS);
          }
        },
        (isConnected) => {
          if (isConnected) void loadAll();
        },
      );
      accountEvents.value = (await control.get<{ items: string[] }>('/account-events')).items;
      errorCodes.value = (
        await control.get<{ items: { code: number; title: string }[] }>('/error-codes')
      ).items;
    },
    async loadTemplates(phoneNumberId: string): Promise<void> {
      const { items } = await control.get<{ items: ShownTemplate[] }>(`/numbers/${phoneNumberId}/templates`);
      templates.value = items;
    },
    changeTemplate: (id: string, path: string, body: object) =>
      control.post(`/templates/${id}/${path}`, body),
    setFault: (name: string, parameters: object) => control.put(`/faults/${name}`, parameters),
    clearFault: (name: string) => control.remove(`/faults/${name}`),
    changeSettings: (patch: SettingsPatch) => control.patch('/settings', patch),
    readDelivery: (seq: number) => control.get<Delivery>(`/deliveries/${seq}`),
    replay: (seq: number) => control.post(`/deliveries/${seq}/replay`),
  };
}
