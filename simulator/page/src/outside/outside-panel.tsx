import { useSignal } from '@preact/signals';
import type { PhoneStore } from '../phone-store.ts';
import { EventList } from './event-list.tsx';
import { FaultList } from './fault-list.tsx';
import { DeliveryJournal } from './delivery-journal.tsx';
import { CallJournal } from './call-journal.tsx';
import styles from './outside-panel.module.css';
import type { OutsideStore } from './outside-store.ts';
import { MailJournal } from './mail-journal.tsx';
import { SettingsForm } from './settings-form.tsx';

const tabs = ['Faults', 'Events', 'Webhooks', 'Graph', 'Mails', 'Settings'] as const;

export function OutsidePanel({ outside, phone }: { outside: OutsideStore; phone: PhoneStore }) {
  const tab = useSignal<(typeof tabs)[number]>('Faults');
  const active = outside.faults.value.filter(({ fault }) => fault !== null).length;
  const move = (key: string) => {
    const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
    const next = tabs[(tabs.indexOf(tab.value) + step + tabs.length) % tabs.length];
    if (step === 0 || !next) return;
    tab.value = next;
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <section class={styles['panel']} aria-label="Outside world">
      <div class={styles['tabs']} role="tablist" tabIndex={-1} aria-label="Outside world">
        {tabs.map((name) => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            role="tab"
            class={styles['tab']}
            aria-selected={tab.value === name}
            aria-controls="outside-content"
            tabIndex={tab.value === name ? 0 : -1}
            onClick={() => (tab.value = name)}
            onKeyDown={(event) => move(event.key)}
          >
            {name}
            {name === 'Faults' && active > 0 && <span class={styles['count']}>{active}</span>}
          </button>
        ))}
      </div>
      <div
        id="outside-content"
        class={styles['content']}
        role="tabpanel"
        aria-labelledby={`tab-${tab.value}`}
      >
        {tab.value === 'Faults' && <FaultList outside={outside} />}
        {tab.value === 'Events' && <EventList outside={outside} phone={phone} />}
        {tab.value === 'Webhooks' && <DeliveryJournal outside={outside} />}
        {tab.value === 'Graph' && <CallJournal outside={outside} />}
        {tab.value === 'Mails' && <MailJournal outside={outside} />}
        {tab.value === 'Settings' && <SettingsForm outside={outside} />}
      </div>
    </section>
  );
}
