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
  { title: 'Messages', names: ['fail-later', 'hold-template'] },
  {
    title: 'Files',
    names: [
      'media-gone',
      'media-url-expired',
      'media-slow',
      'media-error',
      'media-cut',
      'media-wrong-bytes',
      'media-larger',
      'media-wrong-type',
      'media-redirect',
    ],
  },
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
              .filter(({ kind }) => names.includes(kind))
              .toSorted((a, b) => names.indexOf(a.kind) - names.indexOf(b.kind))
              .map((shown) => (
                <FaultRow key={shown.name} shown={shown} outside={outside} />
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
