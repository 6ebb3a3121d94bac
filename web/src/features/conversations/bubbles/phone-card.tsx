import type { ComponentChildren } from 'preact';
import type { IconNode } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import { FormattedText } from '../formatted-text.tsx';
import styles from './phone-card.module.css';

export interface PhoneButton {
  icon: IconNode;
  text: string;
  /** Where it leads, when it is an address. */
  href?: string | null;
  onClick?: () => void;
}

interface PhoneCardProps {
  header: string;
  file: { icon: IconNode; label: string; href: string | null } | null;
  body: string;
  footer: string;
  buttons: readonly PhoneButton[];
  /** As wide as the cards below it. */
  isWide?: boolean;
  /** What stands under the body: an order, say. */
  children?: ComponentChildren;
}

/** A message with a header, a footer and buttons, as the customer's phone shows it. */
export const PhoneCard = ({
  header,
  file,
  body,
  footer,
  buttons,
  isWide = false,
  children,
}: PhoneCardProps) => (
  <div class={styles.card} data-wide={isWide ? '' : undefined}>
    {file !== null && (
      <div class={styles.file}>
        <Icon icon={file.icon} size={26} />
        {file.href === null ? (
          <span>{file.label}</span>
        ) : (
          <a href={file.href} target="_blank" rel="noopener noreferrer nofollow">
            {file.label}
          </a>
        )}
      </div>
    )}
    {header !== '' && (
      <p class={styles.header} dir="auto">
        {header}
      </p>
    )}
    {body !== '' && (
      <div class={styles.body} data-text dir="auto">
        <FormattedText text={body} />
      </div>
    )}
    {children}
    {footer !== '' && (
      <p class={styles.footer} dir="auto">
        {footer}
      </p>
    )}
    {buttons.length > 0 && (
      <ul class={styles.buttons} aria-label="Buttons">
        {buttons.map((button, index) => (
          <li key={index}>
            <CardButton button={button} />
          </li>
        ))}
      </ul>
    )}
  </div>
);

const CardButton = ({ button }: { button: PhoneButton }) => {
  const words = (
    <>
      <Icon icon={button.icon} size={15} />
      <span>{button.text === '' ? 'Button' : button.text}</span>
    </>
  );
  if (button.onClick !== undefined)
    return (
      <button type="button" class={styles.button} onClick={button.onClick}>
        {words}
      </button>
    );
  if (button.href != null)
    return (
      <a class={styles.button} href={button.href} target="_blank" rel="noopener noreferrer nofollow">
        {words}
      </a>
    );
  return <span class={styles.button}>{words}</span>;
};
