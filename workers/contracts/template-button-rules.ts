import type { TemplateButton } from './api/templates.ts';
import { TEMPLATE_LIMITS as LIMITS } from './template-limits.ts';
import type { TemplateFault } from './template-rules.ts';

/** What Meta has against these buttons. Paths as in `TemplateFault`. */
export function buttonFaults(buttons: readonly TemplateButton[]): TemplateFault[] {
  return [
    ...countFaults(buttons),
    ...orderFaults(buttons),
    ...buttons.flatMap((one, at) => faultsOf(one, at, buttons)),
  ];
}

const MOST_OF: readonly [TemplateButton['type'], number, string][] = [
  ['URL', LIMITS.urlButtons, 'buttons that open a website'],
  ['PHONE_NUMBER', LIMITS.phoneButtons, 'button that calls'],
  ['COPY_CODE', LIMITS.copyCodeButtons, 'button that copies a code'],
  ['FLOW', LIMITS.flowButtons, 'button that opens a form'],
  ['CATALOG', LIMITS.catalogButtons, 'button that opens the catalogue'],
];

function countFaults(buttons: readonly TemplateButton[]): TemplateFault[] {
  const faults =
    buttons.length > LIMITS.buttons ? [fault('buttons', `At most ${LIMITS.buttons} buttons.`)] : [];
  for (const [type, most, what] of MOST_OF) {
    if (buttons.filter((one) => one.type === type).length > most) {
      faults.push(fault('buttons', `At most ${most} ${what}.`));
    }
  }
  return faults;
}

/** Quick replies stand together, before or after all others. Source: Meta, template components, buttons. */
function orderFaults(buttons: readonly TemplateButton[]): TemplateFault[] {
  const groups = buttons.filter(
    (one, at) => at === 0 || (one.type === 'QUICK_REPLY') !== (buttons[at - 1]?.type === 'QUICK_REPLY'),
  );
  return groups.length > 2
    ? [fault('buttons', 'Keep the quick replies together, before or after the other buttons.')]
    : [];
}

function faultsOf(button: TemplateButton, at: number, all: readonly TemplateButton[]): TemplateFault[] {
  return [
    ...textFaults(button, at, all),
    ...(button.type === 'URL' ? urlFaults(button.url, at) : []),
    ...(button.type === 'PHONE_NUMBER' && !isPhone(button.phone_number)
      ? [
          fault(
            `buttons.${at}.phone_number`,
            `Write the number with its country code, at most ${LIMITS.phoneCharacters} characters.`,
          ),
        ]
      : []),
    ...(button.type === 'FLOW' && !/^\w{1,64}$/.test(button.flow_id)
      ? [fault(`buttons.${at}.flow_id`, 'Give the form’s ID, as Meta shows it.')]
      : []),
    // Source: Meta, sending a flow by template.
    ...(button.type === 'FLOW' && button.flow_action === 'navigate' && (button.navigate_screen ?? '') === ''
      ? [fault(`buttons.${at}.navigate_screen`, 'Say with which screen the form begins.')]
      : []),
    ...(button.type === 'COPY_CODE' ? codeFaults(button.example, at) : []),
    ...(button.type === 'OTP'
      ? [fault(`buttons.${at}.type`, 'Only an authentication template copies a sign-in code.')]
      : []),
  ];
}

function textFaults(button: TemplateButton, at: number, all: readonly TemplateButton[]): TemplateFault[] {
  const path = `buttons.${at}.text`;
  const text = button.text ?? '';
  // Meta writes the text of these itself.
  if (button.type === 'COPY_CODE' || button.type === 'OTP') return [];
  if (text.trim() === '') return [fault(path, 'Write what the button says.')];
  if (text.length > LIMITS.buttonCharacters)
    return [fault(path, `At most ${LIMITS.buttonCharacters} characters.`)];
  if (/\{\{|\}\}/.test(text)) return [fault(path, 'A button’s text has no variables.')];
  const isRepeated = all.some((other, index) => index < at && other.text === text);
  return isRepeated ? [fault(path, 'Another button says the same.')] : [];
}

function urlFaults(url: string, at: number): TemplateFault[] {
  const path = `buttons.${at}.url`;
  if (url.length > LIMITS.urlCharacters) return [fault(path, `At most ${LIMITS.urlCharacters} characters.`)];
  const base = url.replace(/\{\{1\}\}$/, '');
  if (!/^https?:\/\/[^\s{}]+$/i.test(base) && !/\{\{|\}\}/.test(base)) {
    return [fault(path, 'Give a whole address, beginning with https://.')];
  }
  return /\{\{|\}\}/.test(base)
    ? [fault(path, 'An address has at most one variable, {{1}}, at its end.')]
    : [];
}

function codeFaults(example: string | string[], at: number): TemplateFault[] {
  const code = typeof example === 'string' ? example : (example[0] ?? '');
  // An empty one is said to be missing with the other samples.
  return code.length > LIMITS.copyCodeCharacters
    ? [fault(`buttons.${at}.sample`, `At most ${LIMITS.copyCodeCharacters} characters.`)]
    : [];
}

function isPhone(phone: string): boolean {
  return phone.length <= LIMITS.phoneCharacters && /^\+?\d[\d\s().-]{5,}$/.test(phone);
}

function fault(path: string, message: string): TemplateFault {
  return { path, message };
}
