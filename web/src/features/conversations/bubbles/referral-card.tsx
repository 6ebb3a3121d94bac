import { Megaphone } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import { objectOf, textOf, webAddressOf } from '../content.rules.ts';
import type { ContentProps } from '../bubble-actions.ts';
import styles from './referral-card.module.css';

/** The ad or the post from which the customer wrote. */
export const ReferralCard = ({ message }: Pick<ContentProps, 'message'>) => {
  const value = message.content?.['referral'];
  if (value === undefined || value === null) return null;
  const referral = objectOf(value);
  const headline = textOf(referral['headline']);
  const body = textOf(referral['body']);
  const address = webAddressOf(referral['source_url']);
  return (
    <div class={styles.card}>
      <p class={styles.label}>
        <Icon icon={Megaphone} size={13} />{' '}
        {referral['source_type'] === 'post' ? 'From a post' : 'From an ad'}
      </p>
      {headline !== '' && <strong dir="auto">{headline}</strong>}
      {body !== '' && (
        <p class={styles.body} dir="auto">
          {body}
        </p>
      )}
      {address !== null && (
        <a href={address} target="_blank" rel="noopener noreferrer nofollow">
          {new URL(address).hostname}
        </a>
      )}
    </div>
  );
};
