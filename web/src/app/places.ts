import {
  Activity,
  BellRing,
  Inbox,
  LayoutTemplate,
  RadioTower,
  ShoppingBag,
  UsersRound,
  Zap,
  type IconNode,
} from 'lucide';
import type { Permission } from '../../../workers/contracts/api/access.ts';
import { useWorkspace } from './workspace.ts';

interface Place {
  path: string;
  label: string;
  icon: IconNode;
  permission?: Permission;
  /** A phone's bar has room for four; the others stand behind "More". */
  isOnPhoneBar?: true;
}

const PLACES: readonly Place[] = [
  { path: '/inbox', label: 'Inbox', icon: Inbox, isOnPhoneBar: true },
  { path: '/contacts', label: 'Contacts', icon: UsersRound, isOnPhoneBar: true },
  { path: '/quick-replies', label: 'Quick replies', icon: Zap },
  { path: '/templates', label: 'Templates', icon: LayoutTemplate, isOnPhoneBar: true },
  { path: '/channels', label: 'Channels', icon: RadioTower },
  { path: '/events', label: 'Events in', icon: ShoppingBag, permission: 'webhooks:read' },
  { path: '/alerts', label: 'Alerts', icon: BellRing, isOnPhoneBar: true },
  { path: '/operations', label: 'Operations', icon: Activity, permission: 'dead-letters:read' },
];

/** A place with what waits there for the person. */
export interface ShownPlace extends Place {
  waiting: number;
  /** The label and what waits, for those who do not see the badge. */
  name: string;
  waitingWords: string;
}

/** The places that the person may go to. */
export const usePlaces = (): ShownPlace[] => {
  const { rows, alerts, deploymentAlerts, can } = useWorkspace();
  const waitingAt = (path: string): [count: number, words: string] => {
    if (path === '/inbox') return [rows.unreadTotal.value, 'unread'];
    // Those who can do nothing about them are not called.
    if (path === '/alerts') {
      const ofCompany = can('channels:write') ? alerts.unseen.value : 0;
      return [ofCompany + (deploymentAlerts?.unseen.value ?? 0), 'new'];
    }
    return [0, ''];
  };
  return PLACES.filter(({ permission }) => permission === undefined || can(permission)).map((place) => {
    const [waiting, words] = waitingAt(place.path);
    const waitingWords = `${waiting} ${words}`;
    return {
      ...place,
      waiting,
      waitingWords,
      name: waiting > 0 ? `${place.label}, ${waitingWords}` : place.label,
    };
  });
};
