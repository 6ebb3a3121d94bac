import { useEffect } from 'preact/hooks';

/** While something is open: Escape closes it, and so does a click (elsewhere: an opener stops its own click). */
export function useDismissal(
  isOpen: boolean,
  close: () => void,
  closers: 'escape' | 'escape-and-click',
): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close();
    };
    document.addEventListener('keydown', onKey);
    if (closers === 'escape-and-click') document.addEventListener('click', close);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('click', close);
    };
  }, [isOpen]);
}
