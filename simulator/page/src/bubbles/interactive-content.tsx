import type { Message } from '../../../world/types.ts';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icon.tsx';
import { callPermissionActions } from './call-permission.ts';
import { Card } from './card.tsx';
import type { CardAction } from './card.tsx';
import { fields, list, text } from './read-content.ts';
import type { Fields } from './read-content.ts';
import styles from './interactive-content.module.css';

export type Answer = (type: string, content: unknown) => void;

type Props = { message: Message; onAnswer: Answer; onOpenList: () => void };

/** What the business asks for, with its buttons; a tap writes what a real phone would. */
export function InteractiveContent({ message, onAnswer, onOpenList }: Props) {
  const content = fields(message.content);
  const kind = text(content['type']);
  const reply = fields(content['button_reply'] ?? content['list_reply'] ?? content['nfm_reply']);
  if (message.direction === 'from-customer') {
    const permission = fields(content['call_permission_reply']);
    return (
      <p>
        {text(reply['title']) ||
          text(reply['body']) ||
          (text(permission['response']) && `Calls: ${text(permission['response'])}`) ||
          'Answered'}
        {text(reply['description']) && (
          <span class={styles['description']}>{text(reply['description'])}</span>
        )}
      </p>
    );
  }
  const action = fields(content['action']);
  if (kind === 'carousel') {
    return (
      <>
        <Card content={content} actions={[]} />
        <ul class={styles['cards']}>
          {list(action['cards']).map((card) => (
            <li key={text(card['card_index'])} class={styles['card']}>
              <Card
                content={card}
                actions={actionsOf(text(card['type']), fields(card['action']), onAnswer, onOpenList)}
              />
            </li>
          ))}
        </ul>
      </>
    );
  }
  return <Card content={content} actions={actionsOf(kind, action, onAnswer, onOpenList)} />;
}

const one = (label: string, icon: IconName, tap: () => void): CardAction[] => [{ label, icon, tap }];

function actionsOf(kind: string, action: Fields, onAnswer: Answer, onOpenList: () => void): CardAction[] {
  const parameters = fields(action['parameters']);
  switch (kind) {
    case 'button':
      return list(action['buttons']).map((button) => {
        const { id, title } = fields(button['reply'] ?? button['quick_reply']);
        return {
          label: text(title),
          icon: 'reply',
          tap: () => onAnswer('interactive', { type: 'button_reply', button_reply: { id, title } }),
        };
      });
    case 'list':
      return one(text(action['button']), 'list', onOpenList);
    case 'cta_url':
      return [{ label: text(parameters['display_text']), icon: 'link', href: text(parameters['url']) }];
    case 'location_request_message':
      return one('Send location', 'pin', () =>
        onAnswer('location', { latitude: -23.561414, longitude: -46.655881, name: 'Avenida Paulista' }),
      );
    case 'contact_request':
      return one('Share my number', 'person', () => onAnswer('contacts', 'own'));
    case 'call_permission_request':
      return callPermissionActions(onAnswer);
    case 'flow':
      return one(text(parameters['flow_cta']), 'list', () =>
        onAnswer('interactive', {
          type: 'nfm_reply',
          nfm_reply: {
            name: 'flow',
            body: 'Sent',
            response_json: JSON.stringify({ flow_token: text(parameters['flow_token']), answer: 'Yes' }),
          },
        }),
      );
    case 'address_message':
      return one('Give address', 'pin', () =>
        onAnswer('interactive', {
          type: 'nfm_reply',
          nfm_reply: {
            name: 'address_message',
            body: 'Rua das Flores 10, São Paulo',
            response_json: JSON.stringify({ values: { address: 'Rua das Flores 10', city: 'São Paulo' } }),
          },
        }),
      );
    case 'product':
    case 'product_list':
    case 'catalog_message':
      return one('Order', 'cart', () => onAnswer('order', orderOf(action)));
    case 'voice_call':
      return one(text(parameters['display_text']) || 'Call now', 'call', () => {});
    case 'order_details':
      return one('Review and pay', 'cart', () => {});
    case 'order_status':
      return one('View order', 'cart', () => {});
    default:
      return [];
  }
}

function orderOf(action: Fields): Fields {
  const offered = list(action['sections']).flatMap((section) => list(section['product_items']))[0] ?? action;
  const parameters = fields(action['parameters']);
  return {
    catalog_id: text(action['catalog_id']) || 'catalog',
    text: '',
    product_items: [
      {
        product_retailer_id:
          text(offered['product_retailer_id']) ||
          text(parameters['thumbnail_product_retailer_id']) ||
          'product',
        quantity: 1,
        item_price: 19.9,
        currency: 'BRL',
      },
    ],
  };
}

export function Labelled({ icon, children }: { icon: IconName; children: string }) {
  return (
    <span class={styles['labelled']}>
      <Icon name={icon} size={18} /> {children}
    </span>
  );
}
