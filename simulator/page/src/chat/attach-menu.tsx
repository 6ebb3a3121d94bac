import { useRef } from 'preact/hooks';
import type { PhoneStore } from '../phone-store.ts';
import { Menu } from '../ui/menu.tsx';
import type { IconName } from '../ui/icon.tsx';
import styles from './attach-menu.module.css';

type Props = { phone: PhoneStore; takeCaption: () => string };

/** Ready examples by the names that the control API has for them. */
const files: [string, IconName, string][] = [
  ['Photo with its place', 'image', 'photo'],
  ['Voice note', 'mic', 'voice'],
  ['Video', 'play', 'clip'],
  ['Moving sticker', 'smile', 'sticker'],
  ['Price list (PDF)', 'file', 'paper'],
];

const others: [string, IconName, string][] = [
  ['Location', 'pin', 'location'],
  ['Contacts', 'person', 'contacts'],
  ['Order', 'cart', 'order'],
  ['Answer of a flow', 'list', 'nfm_reply'],
  ['Answer of a list', 'list', 'list_reply'],
  ['Tap on a button', 'reply', 'button_reply'],
  ['Message from an ad', 'link', 'text from an ad'],
  ['Forwarded text', 'forward', 'text forwarded'],
  ['Poll (unsupported)', 'question', 'unsupported poll_creation'],
  ['Unavailable message', 'question', 'unsupported errors'],
];

export function AttachMenu({ phone, takeCaption }: Props) {
  const file = useRef<HTMLInputElement>(null);
  const sample = ([label, icon, kind]: [string, IconName, string]) => ({
    label,
    icon,
    choose: () => void phone.deeds.sendSample(kind),
  });
  const own = {
    label: 'Photo, video, audio or document',
    icon: 'plus' as const,
    choose: () => file.current?.click(),
  };
  const location = {
    label: 'Location',
    icon: 'pin' as const,
    choose: () =>
      void phone.write('location', { latitude: -23.561414, longitude: -46.655881, name: 'Avenida Paulista' }),
  };
  return (
    <div class={styles['attach']}>
      <Menu
        label="Attach"
        icon="plus"
        place="above-left"
        groups={
          phone.isOnPhoneApp.value
            ? [{ items: [own, location] }]
            : [
                { items: [own] },
                { title: 'Ready files', items: files.map(sample) },
                { title: 'Ready messages', items: others.map(sample) },
              ]
        }
      >
        <input
          ref={file}
          class={styles['file']}
          type="file"
          tabIndex={-1}
          aria-label="File to send"
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            if (chosen) void phone.sendFile(chosen, takeCaption());
            event.currentTarget.value = '';
          }}
        />
      </Menu>
    </div>
  );
}
