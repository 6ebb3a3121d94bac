import type { ComponentChildren } from 'preact';
import { CircleHelp, MessageCircleWarning, type IconNode } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import type { ContentProps } from '../bubble-actions.ts';
import { objectOf, textOf } from '../content.rules.ts';
import styles from './unsupported.module.css';

/** Meta's words for what its Cloud API does not pass on. Source: Meta, unsupported messages. */
const WHAT: Readonly<Record<string, string>> = {
  poll_creation: 'a poll',
  poll_update: 'a vote in a poll',
  gif: 'a GIF',
  group_invite: 'an invitation to a group',
  pin: 'a pinned message',
  keep_in_chat: 'a kept message',
  product: 'a product',
  link_preview: 'a link with a preview',
  hsm: 'a template',
};
/** The first message of a person to a number that is also on the phone app. Source: Meta, error 131060. */
const CURRENTLY_UNAVAILABLE = 131_060;

export const UnsupportedContent = ({ message }: ContentProps) => {
  if (message.error?.code === CURRENTLY_UNAVAILABLE)
    return (
      <Notice icon={MessageCircleWarning} title="WhatsApp did not pass this message on">
        That happens with a customer’s first message. Ask them to send it again: the next one will arrive.
      </Notice>
    );
  const what = WHAT[textOf(objectOf(message.content?.['unsupported'])['type'])];
  return (
    <Notice icon={CircleHelp} title={`The customer sent ${what ?? 'something that cannot be shown here'}`}>
      WhatsApp does not pass this kind on to businesses. Ask them to write it as a text, or look at the phone.
    </Notice>
  );
};

/** A type that came after this version. */
export const UnknownContent = ({ message }: ContentProps) => (
  <Notice icon={CircleHelp} title="A message of a kind that Recado does not know yet">
    WhatsApp calls it “{message.type}”.
  </Notice>
);

const Notice = ({
  icon,
  title,
  children,
}: {
  icon: IconNode;
  title: string;
  children: ComponentChildren;
}) => (
  <div class={styles.notice}>
    <Icon icon={icon} size={20} />
    <p>
      <strong>{title}.</strong> {children}
    </p>
  </div>
);
