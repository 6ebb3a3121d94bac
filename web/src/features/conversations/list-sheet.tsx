import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { listOf, objectOf, partOf, textOf } from './content.rules.ts';
import styles from './message-surfaces.module.css';

/** What a list message offers, as the sheet on the phone does. */
export const ListSheet = ({ message }: { message: Message }) => {
  const action = objectOf(partOf(message)['action']);
  return (
    <div class={styles.surface}>
      <h3 class={styles.title}>{textOf(action['button']) || 'Items'}</h3>
      {listOf(action['sections'])
        .map(objectOf)
        .map((section, index) => (
          <section key={index} class={styles.section}>
            {textOf(section['title']) !== '' && <h4>{textOf(section['title'])}</h4>}
            <ul class={styles.rows}>
              {listOf(section['rows'])
                .map(objectOf)
                .map((row, rowIndex) => (
                  <li key={rowIndex} class={styles.choice}>
                    <strong dir="auto">{textOf(row['title'])}</strong>
                    {textOf(row['description']) !== '' && (
                      <small dir="auto">{textOf(row['description'])}</small>
                    )}
                  </li>
                ))}
              {listOf(section['product_items'])
                .map(objectOf)
                .map((item, itemIndex) => (
                  <li key={itemIndex} class={styles.choice}>
                    <strong>{textOf(item['product_retailer_id'])}</strong>
                  </li>
                ))}
            </ul>
          </section>
        ))}
    </div>
  );
};
