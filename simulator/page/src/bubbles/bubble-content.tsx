import type { Message } from '../../../world/types.ts';
import { describeMessage } from '../chat/describe-message.ts';
import { FormattedText } from './formatted-text.tsx';
import { InteractiveContent, Labelled } from './interactive-content.tsx';
import type { Answer } from './interactive-content.tsx';
import { MediaContent } from './media-content.tsx';
import { fields, list, text } from './read-content.ts';
import { TemplateContent } from './template-content.tsx';

type Props = { message: Message; onAnswer: Answer; onOpenList: () => void; onPlay: () => void };

export function BubbleContent({ message, onAnswer, onOpenList, onPlay }: Props) {
  const content = fields(message.content);
  switch (message.type) {
    case 'text':
      return (
        <p>
          <FormattedText text={text(content['body'])} />
        </p>
      );
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return <MediaContent kind={message.type} content={message.content} onPlay={onPlay} />;
    case 'interactive':
      return <InteractiveContent message={message} onAnswer={onAnswer} onOpenList={onOpenList} />;
    case 'template':
      return <TemplateContent message={message} onAnswer={onAnswer} />;
    case 'location':
      return (
        <p>
          <Labelled icon="pin">
            {text(content['name']) || `${text(content['latitude'])}, ${text(content['longitude'])}`}
          </Labelled>
        </p>
      );
    case 'contacts':
      return (
        <ul>
          {list(message.content).map((contact, index) => (
            <li key={index}>
              <Labelled icon="person">
                {[fields(contact['name'])['formatted_name'], list(contact['phones'])[0]?.['phone']]
                  .map(text)
                  .filter(Boolean)
                  .join(' · ')}
              </Labelled>
            </li>
          ))}
        </ul>
      );
    case 'call':
      return (
        <p>
          <Labelled icon="call">{describeMessage(message)}</Labelled>
        </p>
      );
    case 'unsupported':
    case 'unknown':
      return (
        <p>
          <Labelled icon="question">{describeMessage(message)}</Labelled>
        </p>
      );
    case 'order':
      return (
        <p>
          <Labelled icon="cart">{`Order of ${list(content['product_items']).length} item(s)`}</Labelled>
        </p>
      );
    default:
      return <p>{describeMessage(message)}</p>;
  }
}
