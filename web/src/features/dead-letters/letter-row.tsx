import type { DeadLetter } from '../../../../workers/contracts/api/dead-letters.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge } from '../../ui/badge.tsx';
import { momentText } from '../conversations/times.rules.ts';
import type { DeadLettersStore } from './dead-letters-store.ts';
import styles from './dead-letters-tab.module.css';
import { codeWords, kindWords, laneName, outcomeWords, STATE_WORDS } from './letter-words.rules.ts';

interface LetterRowProps {
  letter: DeadLetter;
  store: DeadLettersStore;
  onOpen: () => void;
}

export const LetterRow = ({ letter, store, onOpen }: LetterRowProps) => {
  const { nowMs } = useWorkspace();
  const followed = store.followed.value.get(letter.id);
  const state = STATE_WORDS[letter.state];
  return (
    <li>
      <button type="button" class={styles.row} onClick={onOpen}>
        <span class={styles.words}>
          <strong>{kindWords(letter.kind)}</strong>
          <span class={styles.detail}>
            {followed === undefined ? letter.detail : outcomeWords(letter, followed.redrivesBefore)}
          </span>
          <span class={styles.about}>
            {laneName(letter.lane)} · {codeWords(letter.code)}
            {letter.redrives > 0 &&
              ` · put back ${letter.redrives === 1 ? 'once' : `${letter.redrives} times`}`}
          </span>
        </span>
        {letter.companyName !== null && store.scope.value === 'deployment' && (
          <Badge>{letter.companyName}</Badge>
        )}
        <span class={styles.end}>
          <Badge tone={state.tone}>{state.label}</Badge>
          <time class={styles.when} dateTime={new Date(letter.createdAtMs).toISOString()}>
            {momentText(letter.createdAtMs, nowMs.value)}
          </time>
        </span>
      </button>
    </li>
  );
};
