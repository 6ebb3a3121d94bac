import type { PhoneStore } from '../phone-store.ts';
import { Menu } from '../ui/menu.tsx';
import type { MenuGroup } from '../ui/menu.tsx';

/** Calls of both sides, as they ended. */
export function CallMenu({ phone }: { phone: PhoneStore }) {
  const { call } = phone.deeds;
  return (
    <Menu
      label="Call"
      icon="call"
      place="below-right"
      groups={[
        {
          items: [
            { label: 'Call, answered', icon: 'call', choose: () => void call('answered', 'USER_INITIATED') },
            { label: 'Call, missed', icon: 'close', choose: () => void call('missed', 'USER_INITIATED') },
            {
              label: 'Called by the business',
              icon: 'reply',
              choose: () => void call('answered', 'BUSINESS_INITIATED'),
            },
          ],
        },
      ]}
    />
  );
}

/** Everything else that can happen between this customer and the business. */
export function ChatMenu({ phone }: { phone: PhoneStore }) {
  return <Menu label="More" icon="more" place="below-right" groups={groupsOf(phone)} />;
}

function groupsOf(phone: PhoneStore): MenuGroup[] {
  const customer = phone.customer.value;
  const number = phone.number.value;
  if (!customer || !number) return [];
  const { deeds } = phone;
  const name = customer.name.split(' ')[0] ?? customer.name;
  const isStopped = customer.stoppedMarketingOf?.includes(number.phoneNumberId) ?? false;
  const isAway = customer.handedOverBy?.includes(number.phoneNumberId) ?? false;
  const isAsBusiness = phone.isOnPhoneApp.value;
  return [
    {
      title: 'This phone',
      items: [
        {
          label: isAsBusiness ? `Write as ${name}` : 'Write as the company’s phone app',
          icon: 'phone',
          choose: () => (phone.writer.value = isAsBusiness ? 'customer' : 'phone-app'),
        },
        { label: 'One of everything', icon: 'bolt', choose: () => void deeds.sendOneOfEach() },
        {
          label: 'New group with the business',
          icon: 'people',
          choose: () => void deeds.createGroup(`${name} and friends`),
        },
      ],
    },
    {
      title: name,
      items: [
        { label: 'Moves to a new number', icon: 'phone', choose: () => void deeds.changeNumber() },
        { label: 'Gets a new user id', icon: 'person', choose: () => void deeds.changeUserId() },
        {
          label: customer.isPhoneHidden ? 'Shows the number' : 'Hides the number',
          icon: 'person',
          choose: () => void deeds.hidePhone(!customer.isPhoneHidden),
        },
        {
          label: isStopped ? 'Resumes marketing' : 'Stops marketing',
          icon: isStopped ? 'plus' : 'close',
          choose: () => void deeds.preferMarketing(isStopped ? 'resume' : 'stop'),
        },
      ],
    },
    {
      title: 'The business',
      items: [
        {
          label: isAway ? 'Takes the thread back' : 'Gives the thread to another app',
          icon: 'forward',
          choose: () => void deeds.handOver(isAway ? 'business' : 'other-app'),
        },
        { label: 'Shares its history', icon: 'back', choose: () => void deeds.importHistory() },
        { label: 'Shares this contact', icon: 'person', choose: () => void deeds.shareContact() },
        {
          label: 'Quality falls to red',
          icon: 'bolt',
          choose: () => void deeds.announce('number-flagged'),
        },
        {
          label: 'Quality is good again',
          icon: 'bolt',
          choose: () => void deeds.announce('number-unflagged'),
        },
      ],
    },
  ];
}
