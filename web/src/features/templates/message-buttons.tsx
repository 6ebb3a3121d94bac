import { TEMPLATE_LIMITS as LIMITS } from '../../../../workers/contracts/template-limits.ts';
import { BUTTON_TYPES, newButton, type DraftButton } from './button-draft.rules.ts';
import { ButtonsEditor } from './buttons-editor.tsx';
import type { DraftFields } from './template-editor.tsx';

/** The buttons below the message. Those of an offer are the ones that Meta takes with it. */
export const MessageButtons = ({ draft, change, errorOf }: DraftFields) => {
  const { buttons, kind, category } = draft;
  const put = (next: readonly DraftButton[]) => change({ buttons: next });
  const isOffer = kind === 'OFFER';
  return (
    <ButtonsEditor
      legend={isOffer ? 'Buttons' : 'Buttons (optional)'}
      buttons={buttons}
      types={
        isOffer
          ? ['COPY_CODE', 'URL']
          : BUTTON_TYPES.filter((type) => type !== 'CATALOG' || category === 'MARKETING')
      }
      most={LIMITS.buttons}
      onAdd={(type) =>
        // The code of an offer comes first.
        put(isOffer && type === 'COPY_CODE' ? [newButton(type), ...buttons] : [...buttons, newButton(type)])
      }
      onMove={(from, to) => {
        const moved = buttons[from];
        if (moved !== undefined) put(buttons.toSpliced(from, 1).toSpliced(to, 0, moved));
      }}
      onRemove={(at) => put(buttons.toSpliced(at, 1))}
      onButton={(at, button) => put(buttons.with(at, button))}
      errorOf={errorOf}
    />
  );
};
