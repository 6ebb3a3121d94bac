import {
  CODE_DELIVERIES,
  type CodeDelivery,
  type WrittenComponent,
} from '../../../../workers/contracts/api/templates.ts';
import { listOf, objectOf, textOf } from '../../../../workers/contracts/template-variables.ts';
import { newKey } from './button-draft.rules.ts';

/** An Android app that may get the code. */
export interface DraftApp {
  key: number;
  packageName: string;
  signatureHash: string;
}

/** An authentication template as a person chooses it: Meta writes its texts. */
export interface DraftCode {
  delivery: CodeDelivery;
  /** Advice not to share the code. */
  hasAdvice: boolean;
  minutes: string;
  /** What the buttons say; empty: Meta's words. */
  copyText: string;
  autofillText: string;
  apps: readonly DraftApp[];
  hasAcceptedTerms: boolean;
}

export const newApp = (): DraftApp => ({ key: newKey(), packageName: '', signatureHash: '' });

export const EMPTY_CODE: DraftCode = {
  delivery: 'COPY_CODE',
  hasAdvice: true,
  minutes: '10',
  copyText: '',
  autofillText: '',
  apps: [],
  hasAcceptedTerms: false,
};

/** Another way for the code to get into the app; one that hands it over needs an app. */
export const withDelivery = (code: DraftCode, delivery: CodeDelivery): DraftCode => ({
  ...code,
  delivery,
  apps: delivery === 'COPY_CODE' || code.apps.length > 0 ? code.apps : [newApp()],
});

export const codeComponents = (code: DraftCode): WrittenComponent[] => {
  const { delivery, minutes } = code;
  const isHandedOver = delivery !== 'COPY_CODE';
  const autofill = code.autofillText.trim();
  const copy = code.copyText.trim();
  return [
    { type: 'BODY', add_security_recommendation: code.hasAdvice },
    ...(minutes.trim() === ''
      ? []
      : [{ type: 'FOOTER' as const, code_expiration_minutes: Math.trunc(Number(minutes)) || 0 }]),
    {
      type: 'BUTTONS',
      buttons: [
        {
          type: 'OTP',
          otp_type: delivery,
          ...(copy === '' ? {} : { text: copy }),
          ...(isHandedOver && autofill !== '' ? { autofill_text: autofill } : {}),
          ...(delivery === 'ZERO_TAP' ? { zero_tap_terms_accepted: code.hasAcceptedTerms } : {}),
          ...(isHandedOver
            ? {
                supported_apps: code.apps.map((app) => ({
                  package_name: app.packageName.trim(),
                  signature_hash: app.signatureHash.trim(),
                })),
              }
            : {}),
        },
      ],
    },
  ];
};

/** What was chosen of an authentication template that exists. */
export const draftOfCode = (part: (type: string) => Record<string, unknown> | undefined): DraftCode => {
  const button = objectOf(listOf(part('BUTTONS')?.['buttons'])[0]);
  const minutes = part('FOOTER')?.['code_expiration_minutes'];
  return {
    delivery: CODE_DELIVERIES.find((one) => one === button['otp_type']) ?? 'COPY_CODE',
    hasAdvice: part('BODY')?.['add_security_recommendation'] === true,
    minutes: typeof minutes === 'number' ? String(minutes) : '',
    copyText: textOf(button['text']),
    autofillText: textOf(button['autofill_text']),
    apps: listOf(button['supported_apps'])
      .map(objectOf)
      .map((app) => ({
        key: newKey(),
        packageName: textOf(app['package_name']),
        signatureHash: textOf(app['signature_hash']),
      })),
    hasAcceptedTerms: button['zero_tap_terms_accepted'] === true,
  };
};
