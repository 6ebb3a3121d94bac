import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { NewCustomer } from '../phone-store.ts';
import styles from './new-customer-form.module.css';
import { useDismissal } from '../ui/use-dismissal.ts';
import { inventName, inventPhone } from './invent-person.ts';

type Props = { onSave: (fields: NewCustomer) => void; onCancel: () => void };

export function NewCustomerForm({ onSave, onCancel }: Props) {
  const name = useSignal(inventName());
  const phone = useSignal(inventPhone());
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.select(), []);
  useDismissal(true, onCancel, 'escape');
  return (
    <form
      class={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        onSave({ name: name.value.trim(), phone: phone.value.replaceAll(/\D/g, '') });
      }}
    >
      <label class={styles['field']} for={`${id}-name`}>
        Name
        <input
          ref={first}
          id={`${id}-name`}
          class={styles['input']}
          required
          maxLength={200}
          value={name.value}
          onInput={(event) => (name.value = event.currentTarget.value)}
        />
      </label>
      <label class={styles['field']} for={`${id}-phone`}>
        Phone, with country code
        <input
          id={`${id}-phone`}
          class={styles['input']}
          required
          inputMode="tel"
          pattern="[+0-9 \(\).\-]{7,25}"
          value={phone.value}
          onInput={(event) => (phone.value = event.currentTarget.value)}
        />
      </label>
      <div class={styles['actions']}>
        <button type="button" class={styles['quiet']} onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" class={styles['primary']}>
          Add customer
        </button>
      </div>
    </form>
  );
}
