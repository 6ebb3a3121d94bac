import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide';
import { TEMPLATE_LIMITS as LIMITS } from '../../../../workers/contracts/template-limits.ts';
import { variablesIn } from '../../../../workers/contracts/template-variables.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { DraftButton, DraftButtonType } from './button-draft.rules.ts';
import type { DraftFields } from './template-editor.tsx';
import styles from './template-editor.module.css';

const KINDS: Record<DraftButtonType, { label: string; most: number }> = {
  QUICK_REPLY: { label: 'Quick reply', most: LIMITS.buttons },
  URL: { label: 'Website', most: LIMITS.urlButtons },
  PHONE_NUMBER: { label: 'Call', most: LIMITS.phoneButtons },
  COPY_CODE: { label: 'Copy code', most: LIMITS.copyCodeButtons },
  FLOW: { label: 'Form', most: LIMITS.flowButtons },
  CATALOG: { label: 'Catalogue', most: LIMITS.catalogButtons },
};

interface ButtonsEditorProps {
  legend: string;
  buttons: readonly DraftButton[];
  /** What can be added, and how many there may be of all together. */
  types: readonly DraftButtonType[];
  most: number;
  onAdd: (type: DraftButtonType) => void;
  onMove: (from: number, to: number) => void;
  onRemove: (at: number) => void;
  onButton: (at: number, button: DraftButton) => void;
  errorOf: DraftFields['errorOf'];
  note?: string;
}

/** Buttons of a message, or of a card. */
export const ButtonsEditor = ({
  legend,
  buttons,
  types,
  most,
  onAdd,
  onMove,
  onRemove,
  onButton,
  errorOf,
  note,
}: ButtonsEditorProps) => {
  const error = errorOf('buttons');
  return (
    <fieldset class={styles.group}>
      <legend class={styles.legend}>{legend}</legend>
      {note !== undefined && <p class={styles.note}>{note}</p>}
      {buttons.map((button, index) => (
        <fieldset key={button.key} class={styles.button} aria-label={`Button ${index + 1}`}>
          <div class={styles.buttonHead}>
            <span class={styles.buttonKind}>{KINDS[button.type].label}</span>
            <IconButton
              icon={ArrowUp}
              label={`Move button ${index + 1} up`}
              size="sm"
              disabled={index === 0}
              onClick={() => onMove(index, index - 1)}
            />
            <IconButton
              icon={ArrowDown}
              label={`Move button ${index + 1} down`}
              size="sm"
              disabled={index === buttons.length - 1}
              onClick={() => onMove(index, index + 1)}
            />
            <IconButton
              icon={Trash2}
              label={`Remove button ${index + 1}`}
              size="sm"
              onClick={() => onRemove(index)}
            />
          </div>
          <ButtonFields
            button={button}
            at={index}
            onButton={(next) => onButton(index, next)}
            errorOf={errorOf}
          />
        </fieldset>
      ))}
      <div class={styles.adds}>
        {types.map((type) => {
          const kind = KINDS[type];
          const isFull =
            buttons.length >= most || buttons.filter((one) => one.type === type).length >= kind.most;
          return (
            <Button key={type} size="sm" icon={Plus} disabled={isFull} onClick={() => onAdd(type)}>
              {kind.label}
            </Button>
          );
        })}
      </div>
      {error !== undefined && (
        <p class={styles.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
};

interface ButtonFieldsProps {
  button: DraftButton;
  at: number;
  onButton: (button: DraftButton) => void;
  errorOf: DraftFields['errorOf'];
}

const ButtonFields = ({ button, at, onButton, errorOf }: ButtonFieldsProps) => {
  const set = (change: Partial<DraftButton>) => onButton({ ...button, ...change });
  const text = (
    <TextField
      label="Text"
      value={button.text}
      onValue={(value) => set({ text: value })}
      maxLength={LIMITS.buttonCharacters}
      error={errorOf(`buttons.${at}.text`)}
    />
  );
  const sample = (label: string, most: number) => (
    <TextField
      label={label}
      value={button.sample}
      onValue={(value) => set({ sample: value })}
      maxLength={most}
      error={errorOf(`buttons.${at}.sample`)}
    />
  );
  switch (button.type) {
    case 'URL':
      return (
        <>
          {text}
          <TextField
            label="Address"
            value={button.url}
            onValue={(url) => set({ url })}
            placeholder="https://shop.example/orders/{{1}}"
            maxLength={LIMITS.urlCharacters}
            spellcheck={false}
            hint="May end with a variable: {{1}}"
            error={errorOf(`buttons.${at}.url`)}
          />
          {variablesIn(button.url).length > 0 && sample('Sample for {{1}}', LIMITS.urlCharacters)}
        </>
      );
    case 'PHONE_NUMBER':
      return (
        <>
          {text}
          <TextField
            label="Phone number"
            value={button.phone}
            onValue={(phone) => set({ phone })}
            inputMode="tel"
            placeholder="+55 11 4000 1234"
            maxLength={LIMITS.phoneCharacters}
            error={errorOf(`buttons.${at}.phone_number`)}
          />
        </>
      );
    case 'FLOW':
      return (
        <>
          {text}
          <TextField
            label="Form ID"
            value={button.flowId}
            onValue={(flowId) => set({ flowId })}
            inputMode="numeric"
            maxLength={64}
            spellcheck={false}
            hint="WhatsApp Manager, Account tools, Flows."
            error={errorOf(`buttons.${at}.flow_id`)}
          />
          <TextField
            label="First screen (optional)"
            value={button.flowScreen}
            onValue={(flowScreen) => set({ flowScreen })}
            maxLength={200}
            spellcheck={false}
            error={errorOf(`buttons.${at}.navigate_screen`)}
          />
        </>
      );
    case 'COPY_CODE':
      return sample('Sample code', LIMITS.copyCodeCharacters);
    default:
      return text;
  }
};
