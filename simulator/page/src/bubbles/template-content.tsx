import type { Message, RenderedTemplate } from '../../../world/types.ts';
import type { IconName } from '../ui/icon.tsx';
import { callPermissionActions } from './call-permission.ts';
import { CardActions } from './card.tsx';
import type { CardAction } from './card.tsx';
import cardStyles from './card.module.css';
import { FormattedText } from './formatted-text.tsx';
import type { Answer } from './interactive-content.tsx';
import cardsStyles from './interactive-content.module.css';
import { MediaContent } from './media-content.tsx';
import { fields, list, text } from './read-content.ts';
import type { Fields } from './read-content.ts';

const icons: Record<string, IconName> = { URL: 'link', PHONE_NUMBER: 'call', QUICK_REPLY: 'reply' };

export function TemplateContent({ message, onAnswer }: { message: Message; onAnswer: Answer }) {
  const { rendered } = message;
  const content = fields(message.content);
  if (!rendered) return <p>{text(content['name'])}</p>;
  const sent = list(content['components']);
  const { offer, cards = [] } = rendered;
  return (
    <>
      <TemplatePart rendered={rendered} sent={sent} onAnswer={onAnswer} />
      {offer !== undefined && (
        <p class={cardStyles['footer']}>
          {offer.text}
          {offer.endsAtMs !== null && `, until ${new Date(offer.endsAtMs).toLocaleString()}`}
        </p>
      )}
      {cards.length > 0 && (
        <ul class={cardsStyles['cards']}>
          {cards.map((card, index) => (
            <li key={index} class={cardsStyles['card']}>
              <TemplatePart rendered={card} sent={sentToCard(sent, index)} onAnswer={onAnswer} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function TemplatePart({
  rendered,
  sent,
  onAnswer,
}: {
  rendered: RenderedTemplate;
  sent: Fields[];
  onAnswer: Answer;
}) {
  return (
    <>
      {rendered.headerMedia !== null && (
        <MediaContent kind={rendered.headerMedia} content={headerMediaOf(rendered.headerMedia, sent)} />
      )}
      {rendered.header !== null && <p class={cardStyles['title']}>{rendered.header}</p>}
      {rendered.body !== '' && (
        <p>
          <FormattedText text={rendered.body} />
        </p>
      )}
      {rendered.footer !== null && <p class={cardStyles['footer']}>{rendered.footer}</p>}
      <CardActions actions={rendered.buttons.flatMap((button) => actionsOf(button, onAnswer))} />
    </>
  );
}

function actionsOf(button: RenderedTemplate['buttons'][number], onAnswer: Answer): CardAction[] {
  const shown = { label: button.text || words(button.type), icon: icons[button.type] ?? 'list' };
  switch (button.type) {
    case 'URL':
      return [{ ...shown, href: button.payload ?? '' }];
    case 'QUICK_REPLY':
      return [{ ...shown, tap: () => onAnswer('button', { payload: button.payload, text: button.text }) }];
    case 'CALL_PERMISSION_REQUEST':
      return callPermissionActions(onAnswer);
    default:
      return [{ ...shown, tap: () => {} }];
  }
}

function sentToCard(sent: Fields[], index: number): Fields[] {
  const carousel = sent.find((component) => component['type'] === 'carousel');
  const card = list(carousel?.['cards']).find((one) => Number(one['card_index']) === index);
  return list(card?.['components']);
}

function headerMediaOf(kind: string, sent: Fields[]): unknown {
  const header = sent.find((component) => component['type'] === 'header');
  return list(header?.['parameters'])[0]?.[kind];
}

/** `COPY_CODE` as people read it. */
function words(type: string): string {
  return `${type.charAt(0)}${type.slice(1).toLowerCase()}`.replaceAll('_', ' ');
}
