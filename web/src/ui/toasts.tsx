import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { CircleAlert, CircleCheck, Info, X } from 'lucide';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import { ToastsContext, type ToastStore } from './toast-store.ts';
import styles from './toasts.module.css';

const ICONS = { info: Info, success: CircleCheck, danger: CircleAlert };

/**
 * A place for toasts, above all that is open: they are in the browser's top layer, and of several places only the
 * topmost shows them. Put it into every modal dialog, after that is open.
 */
export const Toasts = () => {
  const store = useContext(ToastsContext);
  return store === null ? null : <ToastLayer store={store} />;
};

const ToastLayer = ({ store }: { store: ToastStore }) => {
  const surface = useRef<HTMLDivElement>(null);
  const [layer, setLayer] = useState<symbol | null>(null);
  useEffect(() => {
    const added = store.addLayer();
    setLayer(added.layer);
    return added.leave;
  }, []);
  const isTopmost = store.layers.value.at(-1) === layer;
  const shown = isTopmost ? store.toasts.value : [];
  const newest = shown.at(-1)?.id;
  // What was opened since is above what is already shown there; shown again, it is on top.
  useLayoutEffect(() => {
    const element = surface.current;
    if (element === null) return;
    if (element.matches(':popover-open')) element.hidePopover();
    if (newest !== undefined) element.showPopover();
  }, [newest]);
  return (
    // The region itself is always there, so that a screen reader hears of what appears in it.
    <output class={styles.region} aria-live="polite" aria-label="Notifications">
      <div class={styles.toasts} ref={surface} popover="manual">
        {shown.map((toast) => (
          <div key={toast.id} class={styles.toast} data-tone={toast.tone}>
            <Icon icon={ICONS[toast.tone]} size={18} />
            <p>{toast.text}</p>
            <IconButton icon={X} label="Dismiss" size="sm" onClick={() => store.dismiss(toast.id)} />
          </div>
        ))}
      </div>
    </output>
  );
};
