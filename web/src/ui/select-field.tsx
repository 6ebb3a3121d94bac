import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { ChevronDown } from 'lucide';
import { Icon } from './icon.tsx';
import fieldStyles from './text-field.module.css';
import styles from './select-field.module.css';

interface SelectFieldProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  options: readonly { value: string; label: string }[];
  hint?: ComponentChildren;
}

export const SelectField = ({ label, value, onValue, options, hint }: SelectFieldProps) => {
  const id = useId();
  return (
    <div class={fieldStyles.field}>
      <label class={fieldStyles.label} for={id}>
        {label}
      </label>
      <div class={fieldStyles.control}>
        <select
          id={id}
          class={`${fieldStyles.input} ${styles.select}`}
          value={value}
          onChange={(event) => onValue(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon icon={ChevronDown} size={16} class={styles.chevron} />
      </div>
      {hint !== undefined && <p class={fieldStyles.hint}>{hint}</p>}
    </div>
  );
};
