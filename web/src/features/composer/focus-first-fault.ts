/** Brings the person to the first field of the dialog that says what is wrong with it, once it is drawn. */
export const focusFirstFault = () =>
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('dialog[open] [aria-invalid=true]')?.focus(),
  );
