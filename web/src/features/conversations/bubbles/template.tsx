import {
  Clock3,
  Contact,
  Copy,
  CreditCard,
  ExternalLink,
  FileText,
  Image,
  LayoutTemplate,
  MapPin,
  Phone,
  Reply,
  ShoppingBag,
  SquarePen,
  Video,
  type IconNode,
} from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import type { ContentProps } from '../bubble-actions.ts';
import { webAddressOf } from '../content.rules.ts';
import { FormattedText } from '../formatted-text.tsx';
import { renderSentTemplate, sentTemplateOf, type TemplateCard } from '../template-message.rules.ts';
import { fullMoment } from '../times.rules.ts';
import { CardRow } from './card-row.tsx';
import { readOrderPayment, type OrderPayment } from '../order-details.rules.ts';
import { OrderDetails, OrderState } from './order-details.tsx';
import { PhoneCard } from './phone-card.tsx';
import styles from './template.module.css';

const FILES: Readonly<Record<string, { icon: IconNode; label: string }>> = {
  IMAGE: { icon: Image, label: 'Photo' },
  VIDEO: { icon: Video, label: 'Video' },
  DOCUMENT: { icon: FileText, label: 'Document' },
  LOCATION: { icon: MapPin, label: 'Location' },
  PRODUCT: { icon: ShoppingBag, label: 'Product' },
};
const BUTTON_ICONS: Readonly<Record<string, IconNode>> = {
  QUICK_REPLY: Reply,
  URL: ExternalLink,
  PHONE_NUMBER: Phone,
  COPY_CODE: Copy,
  OTP: Copy,
  FLOW: SquarePen,
  CATALOG: ShoppingBag,
  MPM: ShoppingBag,
  SPM: ShoppingBag,
  VOICE_CALL: Phone,
  CALL_PERMISSION_REQUEST: Phone,
  ORDER_DETAILS: CreditCard,
  REQUEST_CONTACT_INFO: Contact,
};

export const TemplateContent = ({ message, actions }: ContentProps) => {
  const sent = sentTemplateOf(message);
  const template = actions.templateOf(message);
  const label = (
    <p class={styles.label}>
      <Icon icon={LayoutTemplate} size={13} /> {sent === null ? 'Template' : sent.name.replaceAll('_', ' ')}
    </p>
  );
  if (template === null)
    return (
      <>
        {label}
        {message.text !== null && (
          <div class={styles.text} data-text dir="auto">
            <FormattedText text={message.text} />
          </div>
        )}
      </>
    );
  const { main, cards, offer, offerEndsAtMs, orderStatus } = renderSentTemplate(message, template);
  return (
    <>
      {label}
      {offer !== '' && (
        <p class={styles.offer}>
          <Icon icon={Clock3} size={15} />
          <span>
            {offer}
            {offerEndsAtMs !== null && <small>Until {fullMoment(offerEndsAtMs)}</small>}
          </span>
        </p>
      )}
      <Card card={main} isWide={cards.length > 0} payment={readOrderPayment(message)} />
      {orderStatus !== null && <OrderState parameters={orderStatus} />}
      <CardRow
        cards={cards.map((card, index) => (
          <Card key={index} card={card} />
        ))}
      />
    </>
  );
};

const Card = ({
  card: { preview, headerLink, headerName, order },
  isWide = false,
  payment = null,
}: {
  card: TemplateCard;
  isWide?: boolean;
  payment?: OrderPayment | null;
}) => {
  const file = FILES[preview.header?.format ?? ''];
  return (
    <PhoneCard
      header={preview.header?.format === 'TEXT' ? preview.header.text : ''}
      file={
        file === undefined
          ? null
          : { ...file, label: headerName || file.label, href: webAddressOf(headerLink) }
      }
      body={preview.body}
      footer={preview.footer ?? ''}
      isWide={isWide}
      buttons={preview.buttons.map((button) => ({
        icon: BUTTON_ICONS[button.type] ?? ExternalLink,
        text: button.text,
        href: button.type === 'URL' ? webAddressOf(button.target) : null,
      }))}
    >
      {order !== null && <OrderDetails parameters={order} payment={payment} />}
    </PhoneCard>
  );
};
