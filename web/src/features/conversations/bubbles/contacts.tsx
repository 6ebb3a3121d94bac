import { Globe, Mail, MapPin, Phone, UserPlus, type IconNode } from 'lucide';
import type { ComponentChildren } from 'preact';
import { Avatar } from '../../../ui/avatar.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { BubbleActions, ContentProps } from '../bubble-actions.ts';
import { contactsLeftOut, readContactCards, type ContactCard } from '../contact-cards.rules.ts';
import { entriesShownOf } from '../whole-contents.ts';
import styles from './contacts.module.css';

export const ContactsContent = ({ message, actions }: ContentProps) => {
  const cards = readContactCards(message);
  const leftOut = contactsLeftOut(message);
  if (cards.length === 0) return <p class={styles.none}>A contact card that cannot be shown</p>;
  return (
    <div class={styles.cards}>
      {cards.slice(0, entriesShownOf(message, actions.wholes)).map((card, index) => (
        <Card key={index} card={card} actions={actions} />
      ))}
      {leftOut > 0 && message.wholeContent === null && (
        <p class={styles.none}>And {leftOut} more, too many to be shown here</p>
      )}
    </div>
  );
};

const Card = ({ card, actions }: { card: ContactCard; actions: BubbleActions }) => {
  const best = card.phones.find((phone) => phone.isOnWhatsApp) ?? card.phones[0];
  return (
    <section class={styles.card} aria-label={card.name}>
      <div class={styles.head}>
        <Avatar id={card.name} name={card.name} />
        <div class={styles.words}>
          <strong dir="auto">{card.name}</strong>
          {card.organisation !== '' && <small dir="auto">{card.organisation}</small>}
        </div>
      </div>
      <ul class={styles.facts}>
        {card.phones.map((phone, index) => (
          <Fact key={`phone ${index}`} icon={Phone}>
            <a href={`tel:+${phone.digits}`}>{phone.shown}</a>
            {phone.type !== '' && <small>{phone.type}</small>}
          </Fact>
        ))}
        {card.emails.map((email, index) => (
          <Fact key={`email ${index}`} icon={Mail}>
            <a href={`mailto:${encodeURIComponent(email)}`}>{email}</a>
          </Fact>
        ))}
        {card.addresses.map((address, index) => (
          <Fact key={`address ${index}`} icon={MapPin}>
            <span dir="auto">{address}</span>
          </Fact>
        ))}
        {card.websites.map((website, index) => (
          <Fact key={`website ${index}`} icon={Globe}>
            <a href={website} target="_blank" rel="noopener noreferrer nofollow">
              {website}
            </a>
          </Fact>
        ))}
      </ul>
      {best !== undefined && actions.canWrite && (
        <button
          type="button"
          class={styles.save}
          onClick={() => actions.saveContact({ name: card.name, phone: best.digits })}
        >
          <Icon icon={UserPlus} size={16} /> Save contact
        </button>
      )}
    </section>
  );
};

const Fact = ({ icon, children }: { icon: IconNode; children: ComponentChildren }) => (
  <li>
    <Icon icon={icon} size={14} />
    <span>{children}</span>
  </li>
);
