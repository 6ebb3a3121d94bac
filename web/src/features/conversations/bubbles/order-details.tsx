import { CircleCheck, CircleX, Clock3, PackageCheck, PackageX, ShoppingBag } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import { readOrderDetails, readOrderState, type OrderPayment } from '../order-details.rules.ts';
import { OrderTable } from './order-table.tsx';
import styles from './order.module.css';

/** An order that was sent to be paid. */
export const OrderDetails = ({
  parameters,
  payment,
}: {
  parameters: Record<string, unknown>;
  payment: OrderPayment | null;
}) => {
  const { reference, items, charges, total, ways } = readOrderDetails(parameters);
  return (
    <div class={styles.order}>
      <Head
        title={`Order ${reference}`.trim()}
        detail={ways.length === 0 ? '' : `Pay by ${ways.join(', ')}`}
      />
      <OrderTable
        lines={items.map(({ quantity, name, price, fullPrice }) => ({
          quantity,
          name,
          price: (
            <>
              {fullPrice !== null && <s>{fullPrice}</s>} {price}
            </>
          ),
        }))}
        charges={charges}
        total={total}
      />
      {payment !== null && (
        <p class={styles.payment} data-tone={payment.tone}>
          <Icon icon={PAYMENT_ICONS[payment.tone]} size={15} />
          {payment.words}
        </p>
      )}
    </div>
  );
};

const PAYMENT_ICONS = { good: CircleCheck, bad: CircleX, open: Clock3 };

/** How an order stands, as the customer was told. */
export const OrderState = ({ parameters }: { parameters: Record<string, unknown> }) => {
  const { reference, status, payment, description, isBad } = readOrderState(parameters);
  return (
    <div class={styles.order} data-bad={isBad ? '' : undefined}>
      <Head
        icon={isBad ? PackageX : PackageCheck}
        title={[status, payment].filter((words) => words !== '').join(' · ')}
        detail={`Order ${reference}`}
      />
      {description !== '' && (
        <p class={styles.description} dir="auto">
          {description}
        </p>
      )}
    </div>
  );
};

const Head = ({
  icon = ShoppingBag,
  title,
  detail,
}: {
  icon?: typeof ShoppingBag;
  title: string;
  detail: string;
}) => (
  <div class={styles.head}>
    <span class={styles.icon}>
      <Icon icon={icon} size={18} />
    </span>
    <p>
      <strong>{title}</strong>
      {detail !== '' && <small class={styles.detail}>{detail}</small>}
    </p>
  </div>
);
