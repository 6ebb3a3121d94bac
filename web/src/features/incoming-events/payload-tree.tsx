import styles from './events-page.module.css';
import { payloadLines } from './payload-tree.rules.ts';
import type { SourceStore } from './source-store.ts';

/** A captured payload; a click on a value tells where the wanted thing stands. */
export const PayloadTree = ({ store }: { store: SourceStore }) => {
  const lines = payloadLines(store.example.value?.payload);
  const { mapping, actions, target } = store;
  const chosen = new Set<string | null>([
    ...Object.values(mapping.value),
    ...actions.value.flatMap(({ variables }) => variables.map(({ path }) => path)),
  ]);
  const isWaiting = target.value !== null;
  return (
    <>
      <p class={styles.note}>
        {isWaiting
          ? 'Click the value.'
          : 'Choose a field of what is read, then click where its value stands here.'}
      </p>
      <ul class={styles.tree} aria-label="Payload" data-waiting={isWaiting ? '' : undefined}>
        {lines.map(({ path, name, depth, value }) => (
          <li key={path} style={{ paddingInlineStart: `${depth * 16}px` }}>
            {value === null ? (
              <span class={styles.branch}>{name}</span>
            ) : (
              <button
                type="button"
                class={styles.leaf}
                data-chosen={chosen.has(path) ? '' : undefined}
                disabled={!isWaiting}
                onClick={() => store.choose(path)}
              >
                <span class={styles.key}>{name}</span>
                <span class={styles.value}>{value}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
};
