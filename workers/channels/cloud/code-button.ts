import * as z from 'zod/mini';
import { CODE_DELIVERIES, type TemplateButton } from '../../contracts/api/templates.ts';

const link = z.object({ type: z.literal('URL'), text: z.optional(z.string()), url: z.string() });

type CodeButton = Extract<TemplateButton, { type: 'OTP' }>;

/** Where the button that copies a code leads, at Meta. */
const CODE_ADDRESS = 'https://www.whatsapp.com/otp/code/';

/**
 * The button of an authentication template as it was written. Once created, Meta gives it as a link whose address says how
 * the code gets into the app. Source: Meta, authentication templates, request syntax ("the button's type will be url");
 * the address's parts as its listings give them. What is no such link stays as it is.
 */
export function readCodeButton<Button>(button: Button): Button | CodeButton {
  const parsed = link.safeParse(button);
  if (!parsed.success || !parsed.data.url.startsWith(CODE_ADDRESS)) return button;
  const { searchParams } = new URL(parsed.data.url);
  const delivery = CODE_DELIVERIES.find((one) => one === searchParams.get('otp_type')) ?? 'COPY_CODE';
  // Several apps stand in one part, with commas between them.
  const listed = (name: string) => searchParams.get(name)?.split(',') ?? [];
  const packages = listed('package_name');
  const hashes = listed('signature_hash');
  const { text } = parsed.data;
  const autofill = searchParams.get('cta_display_name');
  return {
    type: 'OTP',
    otp_type: delivery,
    ...(text === undefined ? {} : { text }),
    ...(delivery === 'COPY_CODE' || autofill === null ? {} : { autofill_text: autofill }),
    ...(delivery === 'ZERO_TAP' ? { zero_tap_terms_accepted: true } : {}),
    ...(packages.length === 0
      ? {}
      : {
          supported_apps: packages.map((name, index) => ({
            package_name: name,
            // A plus sign in an address reads as a blank.
            signature_hash: (hashes[index] ?? '').replaceAll(' ', '+'),
          })),
        }),
  };
}
