import type { Message } from '../../../world/types.ts';
import type { IconName } from '../ui/icon.tsx';
import { CardActions } from './card.tsx';
import type { CardAction } from './card.tsx';
import cardStyles from './card.module.css';
import { FormattedText } from './formatted-text.tsx';
import type { Answer } from './interactive-content.tsx';
import { MediaContent } from './media-content.tsx';
import { fields, list, text } from './read-content.ts';

const icons: Record<string, IconName> = { URL: 'link', PHONE_NUMBER: 'call', QUICK_REPLY: 'reply' };

export function TemplateContent({ message, onAnswer }: { message: Message; onAnswer: Answer }) {
  const { rendered } = message;
  if (!rendered) return <p>{text(fields(message.content)['name'])}</p>;
  const actions = rendered.buttons.map((button): CardAction => {
    const shown = { label: button.text || button.type.toLowerCase(), icon: icons[button.type] ?? 'list' };
    if (button.type === 'URL') return { ...shown, href: button.payload ?? '' };
    if (button.type !== 'QUICK_REPLY') return { ...shown, tap: () => {} };
    return { ...shown, tap: () => onAnswer('button', { payload: button.payload, text: button.text }) };
  });
  return (
    <>
      {rendered.headerMedia !== null && (
        <MediaContent kind={rendered.headerMedia} content={headerMediaOf(message)} />
      )}
      {rendered.header !== null && <p class={cardStyles['title']}>{rendered.header}</p>}
      <p>
        <FormattedText text={rendered.body} />
      </p>
      {rendered.footer !== null && <p class={cardStyles['footer']}>{rendered.footer}</p>}
      <CardActions actions={actions} />
    </>
  );
}

function headerMediaOf(message: Message): unknown {
  const header = list(fields(message.content)['components']).find(
    (component) => component['type'] === 'header',
  );
  return list(header?.['parameters'])[0]?.[message.rendered?.headerMedia ?? ''];
}
