import { Plus, Trash2 } from 'lucide';
import { META_LIMITS as LIMITS } from '../../../../workers/contracts/limits.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import type { InteractiveFields } from './interactive-dialog.tsx';
import { LimitedField } from './limited-field.tsx';
import styles from './interactive-dialog.module.css';

export const ReplyButtonFields = ({ draft, change, wasTried, errorOf }: InteractiveFields) => {
  const { buttons } = draft;
  return (
    <fieldset class={styles.group} aria-label="Buttons">
      {buttons.map((title, index) => (
        <div key={index} class={styles.line}>
          <LimitedField
            label={`Button ${index + 1}`}
            value={title}
            onValue={(next) => change({ buttons: buttons.with(index, next) })}
            max={LIMITS.buttonTitleCharacters}
            isRequired
            wasTried={wasTried}
            error={errorOf(`buttons.${index}`)}
          />
          {buttons.length > 1 && (
            <IconButton
              icon={Trash2}
              label={`Remove button ${index + 1}`}
              onClick={() => change({ buttons: buttons.toSpliced(index, 1) })}
            />
          )}
        </div>
      ))}
      {buttons.length < LIMITS.replyButtons && (
        <Button size="sm" icon={Plus} onClick={() => change({ buttons: [...buttons, ''] })}>
          Add a button
        </Button>
      )}
    </fieldset>
  );
};
