import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { classNames } from './class-names.ts';
import styles from './text-field.module.css';

interface FieldFrame {
  label: string;
  hint?: ComponentChildren;
  /** How much is written of how much may be. */
  count?: string;
  error?: string | undefined;
}

type FieldType = 'text' | 'email' | 'password' | 'tel' | 'datetime-local';

/** JSX types describe every type of input apart; for the attributes used here they are all alike. */
const anyInputType = (type: FieldType) => type as 'text';

interface TextFieldProps extends FieldFrame {
  value: string;
  onValue: (value: string) => void;
  type?: FieldType;
  name?: string;
  placeholder?: string;
  autoComplete?: string;
  inputMode?: 'text' | 'numeric' | 'tel' | 'email';
  maxLength?: number;
  min?: string;
  required?: boolean;
  disabled?: boolean;
  spellcheck?: boolean;
  trailing?: ComponentChildren;
  autoFocusInDialog?: boolean;
  class?: string | undefined;
}

export const TextField = ({
  label,
  hint,
  count,
  error,
  value,
  onValue,
  trailing,
  autoFocusInDialog = false,
  type = 'text',
  class: className,
  ...rest
}: TextFieldProps) => {
  const id = useId();
  return (
    <div class={classNames(styles.field, className)}>
      <Label id={id} label={label} count={count} />
      <div class={styles.control}>
        <input
          {...rest}
          type={anyInputType(type)}
          id={id}
          dir="auto"
          class={classNames(styles.input, trailing !== undefined && styles.withTrailing)}
          value={value}
          data-autofocus={autoFocusInDialog ? '' : undefined}
          aria-invalid={error !== undefined}
          aria-describedby={describedBy(id, { note: error ?? hint, count })}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
        {trailing !== undefined && <div class={styles.trailing}>{trailing}</div>}
      </div>
      <Note id={id} hint={hint} error={error} />
    </div>
  );
};

interface TextAreaProps extends FieldFrame {
  value: string;
  onValue: (value: string) => void;
  rows?: number;
  placeholder?: string;
  maxLength?: number;
  readOnly?: boolean;
  onBlur?: () => void;
  autoFocusInDialog?: boolean;
  class?: string | undefined;
}

export const TextArea = ({
  label,
  hint,
  count,
  error,
  value,
  onValue,
  class: className,
  autoFocusInDialog = false,
  ...rest
}: TextAreaProps) => {
  const id = useId();
  return (
    <div class={classNames(styles.field, className)}>
      <Label id={id} label={label} count={count} />
      <textarea
        {...rest}
        id={id}
        dir="auto"
        class={classNames(styles.input, styles.area)}
        value={value}
        data-autofocus={autoFocusInDialog ? '' : undefined}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id, { note: error ?? hint, count })}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      <Note id={id} hint={hint} error={error} />
    </div>
  );
};

/** Names only what is there. */
const describedBy = (id: string, parts: { note: ComponentChildren; count: string | undefined }) => {
  const ids = [
    ...(parts.note === undefined ? [] : [`${id}-note`]),
    ...(parts.count === undefined ? [] : [`${id}-count`]),
  ];
  return ids.length === 0 ? undefined : ids.join(' ');
};

const Label = ({ id, label, count }: { id: string; label: string; count: string | undefined }) => (
  <div class={styles.head}>
    <label class={styles.label} for={id}>
      {label}
    </label>
    {count !== undefined && (
      <span id={`${id}-count`} class={styles.count}>
        {count}
      </span>
    )}
  </div>
);

const Note = ({ id, hint, error }: { id: string; hint: ComponentChildren; error: string | undefined }) =>
  error === undefined && hint === undefined ? null : (
    <p id={`${id}-note`} class={error === undefined ? styles.hint : styles.error}>
      {error ?? hint}
    </p>
  );
