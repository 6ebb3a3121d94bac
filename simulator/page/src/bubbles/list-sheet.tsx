import { useEffect, useRef } from 'preact/hooks';
import type { Message } from '../../../world/types.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './list-sheet.module.css';
import { fields, list, text } from './read-content.ts';

export type ChosenRow = { id: string; title: string; description?: string };

type Props = { message: Message; onChoose: (row: ChosenRow) => void; onClose: () => void };

/** The rows of a list message, as a sheet over the phone. */
export function ListSheet({ message, onChoose, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const action = fields(fields(message.content)['action']);
  return (
    <dialog ref={dialog} class={styles['sheet']} aria-label={text(action['button'])} onClose={onClose}>
      <header class={styles['head']}>
        <strong>{text(action['button'])}</strong>
        <button
          type="button"
          class={styles['close']}
          aria-label="Close"
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" size={18} />
        </button>
      </header>
      {list(action['sections']).map((section, index) => (
        <section key={index}>
          {text(section['title']) !== '' && <h2 class={styles['section']}>{text(section['title'])}</h2>}
          {list(section['rows']).map((row) => {
            const description = text(row['description']);
            const chosen = { id: text(row['id']), title: text(row['title']) };
            return (
              <button
                key={chosen.id}
                type="button"
                class={styles['row']}
                onClick={() => onChoose(description === '' ? chosen : { ...chosen, description })}
              >
                {chosen.title}
                {description !== '' && <span class={styles['description']}>{description}</span>}
              </button>
            );
          })}
        </section>
      ))}
    </dialog>
  );
}
