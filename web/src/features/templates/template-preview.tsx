import { useEffect, useRef } from 'preact/hooks';
import {
  Clock3,
  Contact,
  Copy,
  CreditCard,
  ExternalLink,
  FileText,
  Image,
  List,
  MapPin,
  Phone,
  Reply,
  ShoppingBag,
  SquarePen,
  Video,
  type IconNode,
} from 'lucide';
import type { TemplatePreview as Preview } from '../../../../workers/contracts/template-preview.ts';
import { Icon } from '../../ui/icon.tsx';
import { FormattedText } from '../conversations/formatted-text.tsx';
import { plainWord } from './template-words.rules.ts';
import styles from './template-preview.module.css';

const HEADER_ICONS: Record<string, IconNode> = {
  IMAGE: Image,
  VIDEO: Video,
  DOCUMENT: FileText,
  LOCATION: MapPin,
};
const BUTTON_ICONS: Record<string, IconNode> = {
  QUICK_REPLY: Reply,
  URL: ExternalLink,
  PHONE_NUMBER: Phone,
  COPY_CODE: Copy,
  OTP: Copy,
  LIST: List,
  LOCATION: MapPin,
  FLOW: SquarePen,
  CATALOG: ShoppingBag,
  MPM: ShoppingBag,
  VOICE_CALL: Phone,
  CALL_PERMISSION_REQUEST: Phone,
  ORDER_DETAILS: CreditCard,
  REQUEST_CONTACT_INFO: Contact,
};

type Sample = { filename: string; url: string } | null;

interface TemplatePreviewProps {
  preview: Preview;
  /** The file of its header, and of each card's, where this page has it. */
  sample?: Sample;
  cardSamples?: readonly Sample[];
  /** The card that is kept in sight. */
  openCard?: number;
}

/** The message as a customer's phone shows it. */
export const TemplatePreview = ({
  preview,
  sample = null,
  cardSamples = [],
  openCard = 0,
}: TemplatePreviewProps) => {
  const row = useRef<HTMLElement>(null);
  const { cards } = preview;
  const label = `${cards.length} cards`;
  useEffect(() => {
    const card = row.current?.children.item(openCard);
    if (card instanceof HTMLElement && row.current !== null)
      row.current.scrollTo({ left: card.offsetLeft - row.current.offsetLeft - 16, behavior: 'smooth' });
  }, [openCard, cards.length]);
  return (
    <figure class={styles.phone} aria-label="Preview">
      <Bubble preview={preview} sample={sample} />
      {cards.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
        <section class={styles.cards} ref={row} tabIndex={0} data-sideways aria-label={label}>
          {cards.map((card, index) => (
            <div key={index} class={styles.card}>
              <Bubble preview={card} sample={cardSamples[index] ?? null} isCard />
            </div>
          ))}
        </section>
      )}
    </figure>
  );
};

interface BubbleProps {
  preview: Preview;
  sample: Sample;
  /** A card may say nothing. */
  isCard?: boolean;
}

const Bubble = ({ preview, sample, isCard = false }: BubbleProps) => {
  const { header, offer, body, footer, buttons, others } = preview;
  const fileIcon = header === null ? undefined : HEADER_ICONS[header.format];
  return (
    <div class={styles.bubble}>
      {fileIcon !== undefined && header?.format === 'IMAGE' && sample !== null && (
        <img class={styles.picture} src={sample.url} alt={sample.filename} />
      )}
      {fileIcon !== undefined && !(header?.format === 'IMAGE' && sample !== null) && (
        <div class={styles.file}>
          <Icon icon={fileIcon} size={28} label={plainWord(header?.format ?? '')} />
          {sample !== null && <span>{sample.filename}</span>}
        </div>
      )}
      {header?.format === 'TEXT' && header.text !== '' && (
        <p class={styles.header} dir="auto">
          {header.text}
        </p>
      )}
      {offer !== null && (
        <p class={styles.offer}>
          <Icon icon={Clock3} size={15} /> {offer === '' ? 'Limited-time offer' : offer}
        </p>
      )}
      {!(isCard && body === '') && (
        <div class={styles.body} dir="auto">
          {body === '' ? <span class={styles.empty}>Your message</span> : <FormattedText text={body} />}
        </div>
      )}
      {footer !== null && (
        <p class={styles.footer} dir="auto">
          {footer}
        </p>
      )}
      {others.length > 0 && <p class={styles.footer}>Not shown here: {others.map(plainWord).join(', ')}.</p>}
      {buttons.length > 0 && (
        <ul class={styles.buttons} aria-label="Buttons">
          {buttons.map((button, index) => (
            <li key={index} class={styles.button} title={button.target ?? undefined}>
              <Icon icon={BUTTON_ICONS[button.type] ?? ExternalLink} size={15} />
              <span dir="auto">{button.text === '' ? 'Button' : button.text}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
