import { useEffect, useRef, useState } from 'preact/hooks';
import type { Contact } from '../../../../workers/contracts/api/contacts.ts';
import { asApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import styles from './contact-notes.module.css';

const SAVE_AFTER_MS = 800;
const MAX_CHARACTERS = 4000;

type SaveState = 'idle' | 'waiting' | 'saving' | 'saved' | 'conflict' | 'failed';
const WORDS: Record<SaveState, string> = {
  idle: '',
  waiting: 'Not saved yet',
  saving: 'Saving…',
  saved: 'Saved',
  conflict: 'Changed by somebody else',
  failed: 'Not saved',
};

/** Notes that save themselves. What somebody else wrote meanwhile is never overwritten unasked. */
export const ContactNotes = ({ contact }: { contact: Contact }) => {
  const { contacts, can } = useWorkspace();
  const [text, setText] = useState(contact.notes);
  const [state, setState] = useState<SaveState>('idle');
  const unsaved = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const save = async () => {
    clearTimeout(timer.current);
    const notes = unsaved.current;
    if (notes === null) return;
    unsaved.current = null;
    setState('saving');
    try {
      await contacts.update(contact.id, { notes });
      setState(unsaved.current === null ? 'saved' : 'waiting');
    } catch (thrown) {
      unsaved.current ??= notes;
      setState(asApiProblem(thrown).status === 409 ? 'conflict' : 'failed');
    }
  };
  const latestSave = useRef(save);
  latestSave.current = save;
  useEffect(() => () => void latestSave.current(), []);
  useEffect(() => {
    if (unsaved.current === null && state !== 'saving') setText(contact.notes);
  }, [contact.notes]);

  const onValue = (next: string) => {
    setText(next);
    unsaved.current = next;
    clearTimeout(timer.current);
    if (state === 'conflict') return;
    setState('waiting');
    timer.current = setTimeout(() => void latestSave.current(), SAVE_AFTER_MS);
  };

  return (
    <div class={styles.notes}>
      <TextArea
        label="Notes"
        placeholder={can('contacts:write') ? 'Anything your colleagues should know' : 'None'}
        rows={4}
        maxLength={MAX_CHARACTERS}
        readOnly={!can('contacts:write')}
        value={text}
        onValue={onValue}
        onBlur={() => state === 'waiting' && void save()}
      />
      <output class={styles.state} data-state={state}>
        <span>{WORDS[state]}</span>
        {state === 'failed' && (
          <Button size="sm" variant="ghost" onClick={() => void save()}>
            Try again
          </Button>
        )}
        {state === 'conflict' && (
          <>
            <Button size="sm" variant="ghost" onClick={() => void save()}>
              Keep mine
            </Button>
            <Button
              size="sm"
              variant="ghost"
              onClick={() => {
                unsaved.current = null;
                setText(contact.notes);
                setState('idle');
              }}
            >
              Take theirs
            </Button>
          </>
        )}
      </output>
    </div>
  );
};
