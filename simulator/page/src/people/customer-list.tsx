import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Customer } from '../../../world/types.ts';
import { describeMessage } from '../chat/describe-message.ts';
import type { PhoneStore } from '../phone-store.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { clockTime } from '../ui/times.ts';
import styles from './customer-list.module.css';
import { NewCustomerForm } from './new-customer-form.tsx';

export function CustomerList({ phone, onChosen }: { phone: PhoneStore; onChosen: () => void }) {
  const isAdding = useSignal(false);
  const addButton = useRef<HTMLButtonElement>(null);
  const customers = [...phone.customers.value].toSorted(
    (a, b) => (phone.latestOf(b.id)?.atMs ?? 0) - (phone.latestOf(a.id)?.atMs ?? 0),
  );
  const close = () => {
    isAdding.value = false;
    addButton.current?.focus();
  };
  return (
    <section class={styles['list']} aria-label="Customers">
      <header class={styles['head']}>
        <h1 class={styles['title']}>Customers</h1>
        <button
          ref={addButton}
          type="button"
          class={styles['add']}
          aria-expanded={isAdding.value}
          onClick={() => (isAdding.value = !isAdding.value)}
        >
          <Icon name="plus" size={16} /> New customer
        </button>
      </header>
      {isAdding.value && (
        <NewCustomerForm
          onCancel={close}
          onSave={(fields) => {
            close();
            void phone.createCustomer(fields).then(onChosen);
          }}
        />
      )}
      <ul class={styles['rows']}>
        {customers.map((customer) => (
          <li key={customer.id}>
            <CustomerRow
              customer={customer}
              phone={phone}
              onChoose={() => {
                void phone.chooseCustomer(customer.id);
                onChosen();
              }}
            />
          </li>
        ))}
      </ul>
      {customers.length === 0 && phone.isLoaded.value && (
        <p class={styles['empty']}>Nobody has a phone yet. Make a customer, then write to the business.</p>
      )}
    </section>
  );
}

type RowProps = { customer: Customer; phone: PhoneStore; onChoose: () => void };

function CustomerRow({ customer, phone, onChoose }: RowProps) {
  const latest = phone.latestOf(customer.id);
  const isUnread = latest?.direction === 'from-business' && latest.status !== 'read';
  return (
    <button
      type="button"
      class={styles['row']}
      aria-current={phone.customer.value?.id === customer.id ? 'true' : undefined}
      onClick={onChoose}
    >
      <Avatar name={customer.name} seed={customer.id} />
      <span class={styles['who']}>
        <span class={styles['name']}>{customer.name}</span>
        <span class={styles['preview']}>
          {latest ? describeMessage(latest) : customer.isPhoneHidden ? customer.userId : `+${customer.phone}`}
        </span>
      </span>
      <span class={styles['side']}>
        <span class={styles['time']}>{latest ? clockTime(latest.atMs) : ''}</span>
        {isUnread && (
          <span class={styles['dot']}>
            <span class={styles['hidden']}>unread</span>
          </span>
        )}
      </span>
    </button>
  );
}
