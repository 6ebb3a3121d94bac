import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { CloudOff } from 'lucide';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { EmptyState } from './empty-state.tsx';
import { createLoader, loadAllAhead } from './lazy-loader.ts';
import { Spinner } from './spinner.tsx';
import styles from './lazy.module.css';

/** A page whose code comes when somebody goes there, unless `loadLazyAhead` was faster. */
export function lazyPage(load: () => Promise<ComponentType>): ComponentType {
  return lazy(load, Arriving, FailedPage);
}

/** The same of a dialog. */
export function lazyDialog<Props extends { onClose: () => void }>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  return lazy(load, Nothing, FailedDialog);
}

/** Fetches what is not there yet, once the browser has nothing better to do: later no click waits for code. */
export function loadLazyAhead(): void {
  // Safari has none.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(() => void loadAllAhead());
  else setTimeout(() => void loadAllAhead(), WITHOUT_IDLE_MS);
}
const WITHOUT_IDLE_MS = 2_000;

function lazy<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Waiting: ComponentType,
  Failed: ComponentType<Props>,
): ComponentType<Props> {
  const loader = createLoader(load);
  return (props) => {
    const [isFailed, setIsFailed] = useState(false);
    const [, setIsThere] = useState(loader.loaded() !== null);
    useEffect(() => {
      if (loader.loaded() !== null) return;
      loader.load().then(
        () => setIsThere(true),
        () => setIsFailed(true),
      );
    }, []);
    const Loaded = loader.loaded();
    if (Loaded !== null) return <Loaded {...props} />;
    return isFailed ? <Failed {...props} /> : <Waiting />;
  };
}

const Nothing = () => null;

const Arriving = () => (
  <main class={styles.place}>
    <span class={styles.arriving}>
      <Spinner size={24} />
    </span>
  </main>
);

const TITLE = 'This part of Recado did not load';
const WHY = 'The connection broke, or there is a new version. Nothing that was sent is lost.';

const Reload = () => (
  <Button variant="primary" onClick={() => location.reload()}>
    Reload
  </Button>
);

const FailedPage = () => (
  <main class={styles.place}>
    <EmptyState icon={CloudOff} title={TITLE} action={<Reload />}>
      {WHY}
    </EmptyState>
  </main>
);

const FailedDialog = ({ onClose }: { onClose: () => void }) => (
  <Dialog title={TITLE} onClose={onClose} footer={<Reload />}>
    <p>{WHY}</p>
  </Dialog>
);
