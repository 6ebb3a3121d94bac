import type { TemplateButton } from '../../../../workers/contracts/api/templates.ts';
import {
  objectOf,
  textOf,
  variablesIn,
  type TemplateVariable,
} from '../../../../workers/contracts/template-variables.ts';

export const BUTTON_TYPES = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE', 'FLOW', 'CATALOG'] as const;
export type DraftButtonType = (typeof BUTTON_TYPES)[number];

export interface DraftButton {
  /** Tells the buttons apart while they move. */
  key: number;
  type: DraftButtonType;
  text: string;
  url: string;
  phone: string;
  sample: string;
  /** Of a form: Meta's id of it, and the screen that it begins with. */
  flowId: string;
  flowScreen: string;
}

let lastKey = 0;
export const newKey = (): number => {
  lastKey += 1;
  return lastKey;
};

export const newButton = (type: DraftButtonType): DraftButton => ({
  key: newKey(),
  type,
  text: type === 'CATALOG' ? 'View catalog' : '',
  url: '',
  phone: '',
  sample: '',
  flowId: '',
  flowScreen: '',
});

/** In Meta's shape. */
export const buttonOfDraft = (button: DraftButton): TemplateButton => {
  const { type, text, url, phone, sample } = button;
  switch (type) {
    case 'QUICK_REPLY':
      return { type, text: text.trim() };
    case 'URL':
      return {
        type,
        text: text.trim(),
        url: url.trim(),
        ...(variablesIn(url).length === 0 || sample.trim() === ''
          ? {}
          : { example: [wholeUrl(url, sample)] }),
      };
    case 'PHONE_NUMBER':
      return { type, text: text.trim(), phone_number: phone.trim() };
    case 'FLOW': {
      const screen = button.flowScreen.trim();
      return {
        type,
        text: text.trim(),
        flow_id: button.flowId.trim(),
        ...(screen === '' ? {} : { flow_action: 'navigate' as const, navigate_screen: screen }),
      };
    }
    case 'CATALOG':
      return { type, text: text.trim() };
    default:
      return { type, example: sample.trim() };
  }
};

/** Meta wants the whole address as a sample; people write what stands for the variable. */
const wholeUrl = (url: string, sample: string): string =>
  /^https?:\/\//i.test(sample.trim())
    ? sample.trim()
    : url.trim().replace(/\{\{[^}]*\}\}/, () => sample.trim());

/** Meta's buttons to be changed; null when one of them cannot be written here. */
export const draftOfButtons = (
  buttons: readonly unknown[],
  variables: readonly TemplateVariable[],
): DraftButton[] | null => {
  const drafts = buttons.map(objectOf).map((button, index): DraftButton | null => {
    const type = BUTTON_TYPES.find((one) => one === textOf(button['type']).toUpperCase());
    const isForm = type === 'FLOW';
    const isKnownForm =
      textOf(button['flow_id']) !== '' && /^(navigate)?$/i.test(textOf(button['flow_action']));
    if (type === undefined || (isForm && !isKnownForm)) return null;
    return {
      ...newButton(type),
      text: textOf(button['text']),
      url: textOf(button['url']),
      phone: textOf(button['phone_number']),
      flowId: textOf(button['flow_id']),
      flowScreen: textOf(button['navigate_screen']),
      sample: variables.find((one) => one.place === 'button' && one.index === index)?.sample ?? '',
    };
  });
  return drafts.every((one) => one !== null) ? drafts : null;
};
