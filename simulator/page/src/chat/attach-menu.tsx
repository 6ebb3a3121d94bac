import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { PhoneStore } from '../phone-store.ts';
import { Icon } from '../ui/icon.tsx';
import { useDismissal } from '../ui/use-dismissal.ts';
import styles from './attach-menu.module.css';

type Props = { phone: PhoneStore; takeCaption: () => string };

export function AttachMenu({ phone, takeCaption }: Props) {
  const isOpen = useSignal(false);
  const file = useRef<HTMLInputElement>(null);
  useDismissal(isOpen.value, () => (isOpen.value = false), 'escape-and-click');
  const choose = (work: () => void) => () => {
    isOpen.value = false;
    work();
  };
  return (
    <div class={styles['attach']}>
      <button
        type="button"
        class={styles['open']}
        aria-label="Attach"
        aria-expanded={isOpen.value}
        onClick={(event) => {
          event.stopPropagation();
          isOpen.value = !isOpen.value;
        }}
      >
        <Icon name="plus" />
      </button>
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
      {isOpen.value && (
        <ul class={styles['menu']}>
          <li>
            <button type="button" class={styles['item']} onClick={choose(() => file.current?.click())}>
              <Icon name="file" size={18} /> Photo, video, audio or document
            </button>
          </li>
          <li>
            <button
              type="button"
              class={styles['item']}
              onClick={choose(
                () =>
                  void phone.write('location', {
                    latitude: -23.561414,
                    longitude: -46.655881,
                    name: 'Avenida Paulista',
                    address: 'São Paulo, SP',
                  }),
              )}
            >
              <Icon name="pin" size={18} /> Location
            </button>
          </li>
          <li>
            <button
              type="button"
              class={styles['item']}
              onClick={choose(
                () =>
                  void phone.write('contacts', [
                    {
                      name: { formatted_name: 'Marta Reis', first_name: 'Marta', last_name: 'Reis' },
                      phones: [{ phone: '+55 11 91234-5678', wa_id: '5511912345678', type: 'MOBILE' }],
                    },
                  ]),
              )}
            >
              <Icon name="person" size={18} /> Contact
            </button>
          </li>
        </ul>
      )}
    </div>
  );
}
