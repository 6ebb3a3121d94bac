import type { DeadLetter } from '../../../../workers/contracts/api/dead-letters.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { DeadLettersStore } from './dead-letters-store.ts';
import styles from './dead-letters-tab.module.css';
import { ALL_OPEN, choicesOf, isNarrowed, TIME_WORDS, type TimeChoice } from './letter-filter.rules.ts';
import { codeWords, kindWords, laneName, STATE_WORDS } from './letter-words.rules.ts';

/** Which letters are listed. */
export const LetterFilters = ({ store }: { store: DeadLettersStore }) => {
  const { can } = useWorkspace();
  const filter = store.filter.value;
  const failures = store.failures.value;
  const options = (name: 'lane' | 'kind' | 'code', any: string, words: (value: string) => string) => [
    { value: '', label: any },
    ...choicesOf(name, failures, filter).map((value) => ({ value, label: sentence(words(value)) })),
  ];
  return (
    <fieldset class={styles.filters} aria-label="Filters of the dead letters">
      {can('deployment:operate') && (
        <SelectField
          label="Whose"
          value={store.scope.value}
          onValue={(scope) => void store.showScope(scope === 'deployment' ? 'deployment' : 'company')}
          options={[
            { value: 'company', label: 'Our company' },
            { value: 'deployment', label: 'The whole deployment' },
          ]}
        />
      )}
      <SelectField
        label="State"
        value={filter.state}
        onValue={(state) => void store.show({ state: state as DeadLetter['state'] })}
        options={Object.entries(STATE_WORDS).map(([value, { label }]) => ({ value, label }))}
      />
      <SelectField
        label="Lane"
        value={filter.lane}
        onValue={(lane) => void store.show({ lane })}
        options={options('lane', 'Any lane', laneName)}
      />
      <SelectField
        label="Kind"
        value={filter.kind}
        onValue={(kind) => void store.show({ kind })}
        options={options('kind', 'Any kind', kindWords)}
      />
      <SelectField
        label="Reason"
        value={filter.code}
        onValue={(code) => void store.show({ code })}
        options={options('code', 'Any reason', codeWords)}
      />
      <SelectField
        label="Time"
        value={filter.time}
        onValue={(time) => void store.show({ time: time as TimeChoice })}
        options={Object.entries(TIME_WORDS).map(([value, label]) => ({ value, label }))}
      />
      {filter.time === 'between' && (
        <>
          <TextField
            label="From"
            type="datetime-local"
            value={filter.from}
            onValue={(from) => void store.show({ from })}
          />
          <TextField
            label="To"
            type="datetime-local"
            value={filter.to}
            onValue={(to) => void store.show({ to })}
          />
        </>
      )}
      {isNarrowed(filter) && (
        <Button class={styles.clear} onClick={() => void store.show({ ...ALL_OPEN, state: filter.state })}>
          Clear filters
        </Button>
      )}
    </fieldset>
  );
};

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
