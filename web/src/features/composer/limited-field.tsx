import { TextArea, TextField } from '../../ui/text-field.tsx';
import { faultOfText, type TextLimit } from './interactive-draft.rules.ts';

interface LimitedFieldProps extends TextLimit {
  label: string;
  value: string;
  onValue: (value: string) => void;
  /** Whether what is missing is said as well. */
  wasTried: boolean;
  /** What is wrong beyond its length. */
  error?: string | undefined;
  rows?: number;
  placeholder?: string;
  autoFocusInDialog?: boolean;
}

/** A field that counts what is written against WhatsApp's limit. */
export const LimitedField = ({
  label,
  value,
  onValue,
  max,
  isRequired,
  wasTried,
  error,
  rows,
  ...rest
}: LimitedFieldProps) => {
  const length = Array.from(value).length;
  const fault = faultOfText(value, { max, isRequired });
  const shown = error ?? (length > max || wasTried ? (fault ?? undefined) : undefined);
  const given = {
    label: isRequired ? label : `${label} (optional)`,
    value,
    onValue,
    error: shown,
    count: `${length.toLocaleString('en')} of ${max.toLocaleString('en')}`,
    ...rest,
  };
  return rows === undefined ? <TextField {...given} /> : <TextArea {...given} rows={rows} />;
};
