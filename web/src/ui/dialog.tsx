import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { X } from 'lucide';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import { Toasts } from './toasts.tsx';
import styles from './dialog.module.css';

interface DialogProps {
  title: string;
  description?: string;
  onClose: () => void;
  wide?: boolean;
  /** For a form with something beside it. */
  extraWide?: boolean;
  /** `sheet`: it rises from the lower edge, as wide as the screen, for a phone's thumb. */
  shape?: 'card' | 'sheet';
  children: ComponentChildren;
  footer?: ComponentChildren;
}

/** A modal dialog: the browser's own, so that focus stays inside and comes back afterwards. Mount it to open it. */
export const Dialog = ({
  title,
  description,
  onClose,
  wide = false,
  extraWide = false,
  shape = 'card',
  children,
  footer,
}: DialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [isOpen, setIsOpen] = useState(false);

  useEffect(() => {
    const element = dialog.current;
    if (element === null) return undefined;
    const returnTo = document.activeElement;
    element.showModal();
    setIsOpen(true);
    element.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      element.close();
      if (returnTo instanceof HTMLElement && returnTo.isConnected) returnTo.focus();
    };
  }, []);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a press on the backdrop closes; Escape does so for keyboards
    <dialog
      ref={dialog}
      class={classNames(
        styles.dialog,
        wide && styles.wide,
        extraWide && styles.extraWide,
        shape === 'sheet' && styles.sheet,
      )}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <div class={styles.frame}>
        <header class={styles.header}>
          <div class={styles.titles}>
            <h2 id={titleId} class={styles.title} dir="auto">
              {title}
            </h2>
            {description !== undefined && <p class={styles.description}>{description}</p>}
          </div>
          <IconButton icon={X} label="Close" size="sm" onClick={onClose} />
        </header>
        <div class={styles.body}>{children}</div>
        {footer !== undefined && <footer class={styles.footer}>{footer}</footer>}
      </div>
      {isOpen && <Toasts />}
    </dialog>
  );
};
