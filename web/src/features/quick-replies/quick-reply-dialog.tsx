import { useRef, useState } from 'preact/hooks';
import {
  MAX_QUICK_REPLY_CHARACTERS,
  MAX_SHORTCUT_CHARACTERS,
  type QuickReply,
} from '../../../../workers/contracts/api/quick-replies.ts';
import { fillQuickReply } from '../../../../workers/contracts/quick-reply-variables.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { FormattedText } from '../conversations/formatted-text.tsx';
import styles from './quick-reply-dialog.module.css';

const VARIABLES = [
  { name: 'contact.first_name', label: 'First name' },
  { name: 'contact.name', label: 'Whole name' },
  { name: 'agent.name', label: 'Your name' },
];
const SAMPLE_CONTACT = 'Sofia Martins';

export const QuickReplyDialog = ({
  edited,
  onClose,
}: {
  edited?: QuickReply | undefined;
  onClose: () => void;
}) => {
  const { quickReplies, toast, me } = useWorkspace();
  const form = useRef<HTMLFormElement>(null);
  const [shortcut, setShortcut] = useState(edited?.shortcut ?? '');
  const [text, setText] = useState(edited?.text ?? '');

  const insert = (name: string) => {
    const area = form.current?.querySelector('textarea');
    const at = area?.selectionStart ?? text.length;
    const added = `{{${name}}}`;
    setText(text.slice(0, at) + added + text.slice(area?.selectionEnd ?? at));
    area?.focus();
  };
  const save = async () => {
    const request = { shortcut: shortcut.trim().replace(/^\//, ''), text };
    if (edited === undefined) await quickReplies.create(request);
    else await quickReplies.edit(edited.id, { ...request, version: edited.version });
    toast('success', 'Quick reply saved.');
    onClose();
  };
  const length = Array.from(text).length;
  const preview = fillQuickReply(text, { contactName: SAMPLE_CONTACT, agentName: me.user.name });
  return (
    <FormDialog
      title={edited === undefined ? 'New quick reply' : `Quick reply /${edited.shortcut}`}
      wide
      submit="Save"
      fields={['shortcut', 'text']}
      form={form}
      onSubmit={save}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TextField
            label="Shortcut"
            value={shortcut}
            onValue={setShortcut}
            maxLength={MAX_SHORTCUT_CHARACTERS + 1}
            placeholder="thanks"
            spellcheck={false}
            autoFocusInDialog
            hint="A short word without blanks. Your team types it behind a slash."
            error={problem?.fieldError('shortcut')}
          />
          <div>
            <TextArea
              label="Text"
              value={text}
              onValue={setText}
              rows={6}
              placeholder="Hello {{contact.first_name}}, thank you for writing!"
              hint={`${length.toLocaleString('en')} of ${MAX_QUICK_REPLY_CHARACTERS.toLocaleString('en')} characters`}
              error={problem?.fieldError('text')}
            />
            <fieldset class={styles.variables} aria-label="Insert into the text">
              {VARIABLES.map(({ name, label }) => (
                <Button key={name} size="sm" onClick={() => insert(name)}>
                  {label}
                </Button>
              ))}
            </fieldset>
          </div>
          {preview.trim() !== '' && (
            <figure class={styles.preview} aria-label="Preview">
              <div class={styles.bubble} dir="auto">
                <FormattedText text={preview} />
              </div>
            </figure>
          )}
        </>
      )}
    </FormDialog>
  );
};
