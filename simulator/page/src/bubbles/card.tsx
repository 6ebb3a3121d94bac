import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icon.tsx';
import styles from './card.module.css';
import { FormattedText } from './formatted-text.tsx';
import { MediaContent } from './media-content.tsx';
import { fields, text } from './read-content.ts';
import type { Fields } from './read-content.ts';

export type CardAction = { label: string; icon: IconName } & ({ tap: () => void } | { href: string });

/** Header, body, footer and the buttons below them. */
export function Card({ content, actions }: { content: Fields; actions: CardAction[] }) {
  const header = fields(content['header']);
  const headerKind = text(header['type']);
  const body = text(fields(content['body'])['text']);
  const footer = text(fields(content['footer'])['text']);
  return (
    <>
      {headerKind === 'text' && <p class={styles['title']}>{text(header['text'])}</p>}
      {headerKind !== '' && headerKind !== 'text' && (
        <MediaContent kind={headerKind} content={header[headerKind]} />
      )}
      {body !== '' && (
        <p>
          <FormattedText text={body} />
        </p>
      )}
      {footer !== '' && <p class={styles['footer']}>{footer}</p>}
      <CardActions actions={actions} />
    </>
  );
}

export function CardActions({ actions }: { actions: CardAction[] }) {
  if (actions.length === 0) return null;
  return (
    <div class={styles['actions']}>
      {actions.map((action) =>
        'href' in action ? (
          <a
            key={action.label}
            class={styles['action']}
            href={action.href}
            target="_blank"
            rel="noreferrer noopener"
          >
            <Icon name={action.icon} size={16} /> {action.label}
          </a>
        ) : (
          <button key={action.label} type="button" class={styles['action']} onClick={action.tap}>
            <Icon name={action.icon} size={16} /> {action.label}
          </button>
        ),
      )}
    </div>
  );
}
