import type { ComponentChildren } from 'preact';
import { BotOff, Megaphone, UserCog, type IconNode } from 'lucide';
import type { Conversation, Referral } from '../../../../workers/contracts/api/conversations.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Icon } from '../../ui/icon.tsx';
import { webAddressOf } from './content.rules.ts';
import { momentText } from './times.rules.ts';
import styles from './thread-banners.module.css';

/** Under the header: what is out of the ordinary with this conversation. */
export const ThreadBanners = ({ conversation }: { conversation: Conversation }) => {
  const { nowMs } = useWorkspace();
  const { handover, automationsPausedAtMs, referral } = conversation;
  return (
    <div class={styles.banners}>
      {handover !== null && (
        <Banner icon={UserCog} tone="warning">
          <strong>{handover.app ?? 'Another app'} has this conversation</strong> since{' '}
          {momentText(handover.sinceMs, nowMs.value)}.
        </Banner>
      )}
      {automationsPausedAtMs !== null && (
        <Banner icon={BotOff} tone="plain">
          <strong>Automations are silent here.</strong> Somebody answered on the phone app{' '}
          {momentText(automationsPausedAtMs, nowMs.value)}.
        </Banner>
      )}
      {referral !== null && <CameFrom referral={referral} />}
    </div>
  );
};

const CameFrom = ({ referral }: { referral: Referral }) => {
  const { nowMs } = useWorkspace();
  const address = webAddressOf(referral.sourceUrl);
  const what = referral.sourceType === 'post' ? 'a post' : 'an ad';
  const name = referral.headline ?? address ?? what;
  return (
    <Banner icon={Megaphone} tone="plain">
      Came from {what}
      {name !== what && ': '}
      {name !== what &&
        (address === null ? (
          <strong dir="auto">{name}</strong>
        ) : (
          <a href={address} target="_blank" rel="noopener noreferrer nofollow" dir="auto">
            {name}
          </a>
        ))}
      , {momentText(referral.atMs, nowMs.value)}
    </Banner>
  );
};

const Banner = ({
  icon,
  tone,
  children,
}: {
  icon: IconNode;
  tone: 'warning' | 'plain';
  children: ComponentChildren;
}) => (
  <p class={styles.banner} data-tone={tone}>
    <Icon icon={icon} size={15} />
    <span>{children}</span>
  </p>
);
