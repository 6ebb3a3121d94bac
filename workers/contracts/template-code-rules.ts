import type { TemplateButton, WrittenComponent } from './api/templates.ts';
import { TEMPLATE_LIMITS as LIMITS } from './template-limits.ts';
import type { TemplateFault, TemplateParts } from './template-rules.ts';
import { fault, within } from './template-text-rules.ts';

type CodeButton = Extract<TemplateButton, { type: 'OTP' }>;
type CodeApp = NonNullable<CodeButton['supported_apps']>[number];

/**
 * What Meta has against an authentication template. It writes the texts itself; what is chosen is how the code gets into
 * the app. Source: Meta, copy-code, one-tap and zero-tap authentication templates (2026-02).
 */
export function authenticationFaults(
  { header, body, footer, buttons }: TemplateParts,
  components: readonly WrittenComponent[],
): TemplateFault[] {
  const minutes = footer?.code_expiration_minutes ?? LIMITS.minCodeMinutes;
  const [button] = buttons?.buttons ?? [];
  const code = buttons?.buttons.length === 1 && button?.type === 'OTP' ? button : null;
  const known: readonly string[] = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS'];
  return [
    ...(header === undefined ? [] : [fault('header.text', 'An authentication template has no header.')]),
    ...((body?.text ?? '') === ''
      ? []
      : [fault('body.text', 'Meta writes the text of authentication templates.')]),
    ...((footer?.text ?? '') === ''
      ? []
      : [fault('footer.text', 'Meta writes the footer of authentication templates.')]),
    ...(minutes >= LIMITS.minCodeMinutes && minutes <= LIMITS.maxCodeMinutes
      ? []
      : [fault('footer.minutes', `Between ${LIMITS.minCodeMinutes} and ${LIMITS.maxCodeMinutes} minutes.`)]),
    ...(components.every(({ type }) => known.includes(type))
      ? []
      : [fault('category', 'An authentication template has neither cards, offers nor requests.')]),
    ...(code === null
      ? [fault('buttons', 'An authentication template has one button, which copies the code.')]
      : within('buttons.0', codeFaults(code))),
  ];
}

function codeFaults(button: CodeButton): TemplateFault[] {
  const { otp_type: delivery, text, autofill_text: autofill, supported_apps: apps = [] } = button;
  const labels = [...labelFaults('text', text), ...labelFaults('autofill_text', autofill)];
  if (delivery === 'COPY_CODE') {
    const isForApps = apps.length > 0 || autofill !== undefined;
    return isForApps ? [...labels, fault('otp_type', 'A code that is copied goes to no app.')] : labels;
  }
  return [
    ...labels,
    ...(apps.length === 0 ? [fault('apps', 'Name the Android app that gets the code.')] : []),
    ...(apps.length > LIMITS.codeApps ? [fault('apps', `At most ${LIMITS.codeApps} apps.`)] : []),
    ...apps.flatMap((app, at) => within(`apps.${at}`, appFaults(app))),
    ...(delivery === 'ZERO_TAP' && button.zero_tap_terms_accepted !== true
      ? [fault('zero_tap_terms_accepted', 'Meta wants these terms accepted.')]
      : []),
  ];
}

function labelFaults(path: string, text: string | undefined): TemplateFault[] {
  if (text === undefined) return [];
  if (text.trim() === '') return [fault(path, 'Write what the button says, or leave it to Meta.')];
  return text.length > LIMITS.buttonCharacters
    ? [fault(path, `At most ${LIMITS.buttonCharacters} characters.`)]
    : [];
}

function appFaults({ package_name: name, signature_hash: hash }: CodeApp): TemplateFault[] {
  const isPackage = /^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/.test(name) && name.length <= LIMITS.packageCharacters;
  const isHash = hash.length === LIMITS.signatureCharacters && /^[A-Za-z0-9+/=]*$/.test(hash);
  return [
    ...(isPackage
      ? []
      : [
          fault(
            'package_name',
            `Write it like com.example.shop: two or more parts, each beginning with a letter, at most ${LIMITS.packageCharacters} characters.`,
          ),
        ]),
    ...(isHash
      ? []
      : [
          fault(
            'signature_hash',
            `The hash has exactly ${LIMITS.signatureCharacters} characters: letters, digits, +, / and =.`,
          ),
        ]),
  ];
}
