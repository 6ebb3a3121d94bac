import { useRef } from 'preact/hooks';
import {
  Contact,
  CreditCard,
  ExternalLink,
  FileText,
  Image,
  List,
  MapPin,
  Phone,
  PhoneCall,
  PhoneOff,
  Reply,
  ShoppingBag,
  SquarePen,
  Video,
  type IconNode,
} from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import type { ContentProps } from '../bubble-actions.ts';
import { listOf, objectOf, partOf, readInteractiveReply, textOf, webAddressOf } from '../content.rules.ts';
import { fullMoment } from '../times.rules.ts';
import { entriesShownOf } from '../whole-contents.ts';
import { CardRow } from './card-row.tsx';
import { readOrderPayment, type OrderPayment } from '../order-details.rules.ts';
import { OrderDetails, OrderState } from './order-details.tsx';
import { PhoneCard, type PhoneButton } from './phone-card.tsx';
import { LeftOut } from './whole-content.tsx';
import styles from './interactive.module.css';

export const InteractiveContent = (props: ContentProps) =>
  props.message.direction === 'inbound' ? <ReplyContent {...props} /> : <SentContent {...props} />;

const ReplyContent = ({ message, actions }: ContentProps) => {
  const reply = readInteractiveReply(message);
  if (reply === null)
    return (
      <>
        <p class={styles.title} data-text dir="auto">
          {message.text ?? (message.wholeContent === null ? 'An answer without its content' : 'An answer')}
        </p>
        {message.text === null && message.wholeContent === null && <LeftOut />}
      </>
    );
  switch (reply.kind) {
    case 'choice':
      return (
        <div class={styles.choice}>
          <p class={styles.small}>
            <Icon icon={reply.from === 'list' ? List : Reply} size={13} />
            {reply.from === 'list' ? 'Chose from the list' : 'Tapped a button'}
          </p>
          <p class={styles.title} data-text dir="auto">
            {reply.title}
          </p>
          {reply.description !== '' && (
            <p class={styles.description} dir="auto">
              {reply.description}
            </p>
          )}
        </div>
      );
    case 'answers':
      return (
        <div class={styles.answers}>
          <p class={styles.small}>
            <Icon icon={SquarePen} size={13} /> {reply.title}
          </p>
          <dl>
            {reply.rows.slice(0, entriesShownOf(message, actions.wholes)).map((row, index) => (
              <div key={index}>
                <dt>{row.name}</dt>
                <dd dir="auto">{row.value}</dd>
              </div>
            ))}
          </dl>
        </div>
      );
    case 'call_permission':
      return (
        <p class={styles.permission} data-granted={reply.isGranted ? '' : undefined}>
          <Icon icon={reply.isGranted ? PhoneCall : PhoneOff} size={18} />
          <span>
            <strong>{reply.isGranted ? 'Allows you to call' : 'Does not want to be called'}</strong>
            {reply.isGranted && reply.isPermanent && <small>Until they change their mind</small>}
            {reply.isGranted && !reply.isPermanent && reply.untilMs !== null && (
              <small>Until {fullMoment(reply.untilMs)}</small>
            )}
          </span>
        </p>
      );
    default:
      return reply satisfies never;
  }
};

const FILES: Readonly<Record<string, { icon: IconNode; label: string }>> = {
  image: { icon: Image, label: 'Photo' },
  video: { icon: Video, label: 'Video' },
  document: { icon: FileText, label: 'Document' },
};

const SentContent = ({ message, actions }: ContentProps) => {
  const part = partOf(message);
  const anchor = useRef<HTMLDivElement>(null);
  const isCarousel = textOf(part['type']) === 'carousel';
  const cards = isCarousel ? listOf(objectOf(part['action'])['cards']).map(objectOf) : [];
  const openList = () => {
    if (anchor.current !== null)
      actions.open({ kind: 'list', messageId: message.id, anchor: anchor.current });
  };
  return (
    <div ref={anchor}>
      <SentCard
        part={part}
        openList={openList}
        isWide={cards.length > 0}
        payment={readOrderPayment(message)}
      />
      <CardRow
        cards={cards.map((card, index) => (
          <SentCard key={index} part={card} openList={openList} />
        ))}
      />
    </div>
  );
};

const SentCard = ({
  part,
  openList,
  isWide = false,
  payment = null,
}: {
  part: Record<string, unknown>;
  openList: () => void;
  isWide?: boolean;
  payment?: OrderPayment | null;
}) => {
  const header = objectOf(part['header']);
  const kind = textOf(header['type']);
  const file = FILES[kind];
  const type = textOf(part['type']);
  const action = objectOf(part['action']);
  return (
    <PhoneCard
      header={kind === 'text' ? textOf(header['text']) : ''}
      file={
        type === 'product'
          ? { icon: ShoppingBag, label: textOf(action['product_retailer_id']) || 'Product', href: null }
          : file === undefined
            ? null
            : { ...file, href: webAddressOf(objectOf(header[kind])['link']) }
      }
      body={textOf(objectOf(part['body'])['text'])}
      footer={textOf(objectOf(part['footer'])['text'])}
      isWide={isWide}
      buttons={buttonsOf(type, action, openList)}
    >
      {type === 'order_details' && (
        <OrderDetails parameters={objectOf(action['parameters'])} payment={payment} />
      )}
      {type === 'order_status' && <OrderState parameters={objectOf(action['parameters'])} />}
    </PhoneCard>
  );
};

const buttonsOf = (type: string, action: Record<string, unknown>, openList: () => void): PhoneButton[] => {
  const parameters = objectOf(action['parameters']);
  switch (type) {
    case 'button':
      return listOf(action['buttons']).map((button) => {
        const { reply, quick_reply: quickReply } = objectOf(button);
        return { icon: Reply, text: textOf(objectOf(reply ?? quickReply)['title']) };
      });
    case 'list':
      return [{ icon: List, text: textOf(action['button']) || 'List', onClick: openList }];
    case 'cta_url':
      return [
        {
          icon: ExternalLink,
          text: textOf(parameters['display_text']),
          href: webAddressOf(parameters['url']),
        },
      ];
    case 'location_request_message':
      return [{ icon: MapPin, text: 'Send location' }];
    case 'flow':
      return [{ icon: SquarePen, text: textOf(parameters['flow_cta']) || 'Open form' }];
    case 'address_message':
      return [{ icon: MapPin, text: 'Provide address' }];
    case 'call_permission_request':
      return [{ icon: PhoneCall, text: 'Allow calls' }];
    case 'contact_request':
      return [{ icon: Contact, text: 'Share phone number' }];
    case 'voice_call':
      return [{ icon: Phone, text: textOf(parameters['display_text']) || 'Call now' }];
    case 'order_details':
      return [{ icon: CreditCard, text: 'Review and pay' }];
    case 'order_status':
      return [{ icon: ShoppingBag, text: 'View order' }];
    case 'product':
      return [{ icon: ShoppingBag, text: 'View product' }];
    case 'product_list':
      return [{ icon: ShoppingBag, text: 'View items', onClick: openList }];
    case 'catalog_message':
      return [{ icon: ShoppingBag, text: 'View catalog' }];
    default:
      return [];
  }
};
