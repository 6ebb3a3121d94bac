import styles from './fault-list.module.css';
import { FaultRow } from './fault-row.tsx';
import type { OutsideStore } from './outside-store.ts';

const groups = [
  {
    title: 'Graph API',
    names: [
      'slow',
      'rate-limited',
      'server-error',
      'refuse',
      'accept-then-hang',
      'accept-then-cut',
      'reset',
      'accept-without-id',
    ],
  },
  { title: 'Messages', names: ['fail-later'] },
  {
    title: 'Webhooks',
    names: ['duplicate-webhooks', 'shuffle-webhooks', 'hold-webhooks', 'lose-webhooks', 'bad-signature'],
  },
];

export function FaultList({ outside }: { outside: OutsideStore }) {
  return (
    <>
      {groups.map(({ title, names }) => (
        <section key={title} class={styles['group']}>
          <h2 class={styles['title']}>{title}</h2>
          <ul>
            {outside.faults.value
              .filter(({ name }) => names.includes(name))
              .toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
              .map((shown) => (
                <FaultRow key={shown.name} shown={shown} outside={outside} />
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
