import { Archive, ChevronDown, ChevronUp, Download } from 'lucide';
import type { Message } from '../../../../../workers/contracts/api/messages.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { ContentProps } from '../bubble-actions.ts';
import { MAX_ENTRIES_SHOWN, sizeText } from '../content.rules.ts';
import { saveAsFile } from '../save-as-file.ts';
import styles from './whole-content.module.css';

/** Under the beginning of a content that is too large to come with its message: the way to the rest. */
export const WholeContentBar = ({ message, actions }: ContentProps) => {
  const { wholeContent } = message;
  if (wholeContent === null) return null;
  if (!wholeContent.isKept) return <OnlyInArchive />;
  const state = actions.wholes.of(message.id).value;
  const { entryCount, sizeBytes } = wholeContent;
  if (state.kind === 'whole')
    return (
      <div class={styles.bar}>
        {(entryCount ?? 0) > MAX_ENTRIES_SHOWN && (
          <p>The first {MAX_ENTRIES_SHOWN.toLocaleString('en')} are shown; the file has all of them.</p>
        )}
        <button type="button" onClick={() => saveAsFile(`${message.type}-${message.id}.json`, state.content)}>
          <Icon icon={Download} size={15} /> Save as a file
        </button>
        <button type="button" onClick={() => actions.wholes.hide(message.id)}>
          <Icon icon={ChevronUp} size={15} /> Show less
        </button>
      </div>
    );
  return (
    <div class={styles.bar}>
      <p>
        {state.kind === 'failed'
          ? 'The rest could not be fetched just now.'
          : `This is only the beginning${amountOf(message)}.`}
      </p>
      <button
        type="button"
        aria-busy={state.kind === 'loading'}
        disabled={state.kind === 'loading'}
        onClick={() => void actions.wholes.show(message.id)}
      >
        <Icon icon={ChevronDown} size={15} />
        {state.kind === 'loading' ? 'Fetching…' : `Show all (${sizeText(sizeBytes)})`}
      </button>
    </div>
  );
};

const amountOf = ({ type, wholeContent }: Message): string => {
  const count = wholeContent?.entryCount ?? null;
  if (count === null) return '';
  const things = { order: 'products', contacts: 'contacts', interactive: 'answers' }[type] ?? 'entries';
  return ` of ${count.toLocaleString('en')} ${things}`;
};

/** Where a content is that can never be shown. */
const OnlyInArchive = () => (
  <p class={styles.archived}>
    <Icon icon={Archive} size={15} />
    <span>Too large to show here. All of it is in the archive of what came in.</span>
  </p>
);

/** Of a message that is here without its content; before large contents were kept, there were some of both. */
export const LeftOut = () => (
  <p class={styles.archived}>
    <Icon icon={Archive} size={15} />
    <span>
      WhatsApp left it out, or it was too large when it came: then a replay of that day, under Channels,
      brings it back.
    </span>
  </p>
);
