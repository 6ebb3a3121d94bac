import type { AlertRules } from '../../../../workers/contracts/api/alert-settings.ts';
import { RULES, type RuleName } from './rule-words.rules.ts';
import styles from './alert-settings-tab.module.css';

interface RuleCardProps<Name extends RuleName> {
  name: Name;
  rule: AlertRules[Name];
  onRule: (rule: AlertRules[Name]) => void;
}

/** One rule: on or off, and its numbers. */
export const RuleCard = <Name extends RuleName>({ name, rule, onRule }: RuleCardProps<Name>) => {
  const words = RULES.find((one) => one.name === name);
  if (words === undefined) return null;
  const values: Readonly<Record<string, number | boolean>> = { ...rule };
  return (
    <fieldset class={styles.rule}>
      <legend class="visually-hidden">{words.title}</legend>
      <label class={styles.check}>
        <input
          type="checkbox"
          checked={rule.isOn}
          onChange={(event) => onRule({ ...rule, isOn: event.currentTarget.checked })}
        />
        <strong>{words.title}</strong>
      </label>
      <div class={styles.numbers}>
        {words.fields.map(({ field, label, unit, least, most }) => (
          <label key={field} class={styles.number}>
            <span>{label}</span>
            <input
              type="number"
              min={least}
              max={most}
              step={1}
              required
              disabled={!rule.isOn}
              value={Number(values[field])}
              onChange={(event) => onRule({ ...rule, [field]: event.currentTarget.valueAsNumber })}
            />
            <span>{unit}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
