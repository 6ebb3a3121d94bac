import { useSignal } from '@preact/signals';
import styles from './app.module.css';
import { Phone } from './chat/phone.tsx';
import { OutsidePanel } from './outside/outside-panel.tsx';
import type { OutsideStore } from './outside/outside-store.ts';
import { CustomerList } from './people/customer-list.tsx';
import type { PhoneStore } from './phone-store.ts';
import { Icon } from './ui/icon.tsx';
import type { IconName } from './ui/icon.tsx';

const views = [
  { id: 'people', label: 'Customers', icon: 'people' },
  { id: 'chat', label: 'Phone', icon: 'phone' },
  { id: 'outside', label: 'Outside', icon: 'bolt' },
] as const satisfies { id: string; label: string; icon: IconName }[];

export type View = (typeof views)[number]['id'];

/** Three columns; where there is no room for them, one at a time with a bar to change. */
export function App({ phone, outside }: { phone: PhoneStore; outside: OutsideStore }) {
  const view = useSignal<View>('chat');
  const activeFaults = outside.faults.value.filter(({ fault }) => fault !== null).length;
  return (
    <div class={styles['app']} data-view={view.value}>
      <div class={styles['people']}>
        <CustomerList phone={phone} onChosen={() => (view.value = 'chat')} />
      </div>
      <main class={styles['chat']}>
        <Phone phone={phone} onBack={() => (view.value = 'people')} />
      </main>
      <div class={styles['outside']}>
        <OutsidePanel outside={outside} phone={phone} />
      </div>
      <nav class={styles['bar']} aria-label="Views">
        {views.map(({ id, label, icon }) => (
          <button
            key={id}
            type="button"
            class={styles['tab']}
            aria-current={view.value === id ? 'page' : undefined}
            onClick={() => (view.value = id)}
          >
            <Icon name={icon} />
            {label}
            {id === 'outside' && activeFaults > 0 && <span class={styles['badge']}>{activeFaults}</span>}
          </button>
        ))}
      </nav>
    </div>
  );
}
