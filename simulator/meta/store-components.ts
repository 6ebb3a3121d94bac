import type { JsonObject } from '../world/types.ts';
import type { CheckedTemplate, Part } from './template-shape.ts';

type Button = NonNullable<Part['buttons']>[number];

/** A template's components as Meta gives them afterwards: the button of a code has become a link. */
export function storeComponents(components: CheckedTemplate['components']): JsonObject[] {
  return components.map(({ buttons, ...component }) => ({
    ...component,
    ...(buttons === undefined
      ? {}
      : { buttons: buttons.map((button) => (button.type === 'OTP' ? codeLink(button) : button)) }),
  }));
}

function codeLink({
  otp_type: type = 'COPY_CODE',
  text,
  autofill_text: autofill,
  supported_apps: apps,
}: Button) {
  const query = new URLSearchParams({
    otp_type: type,
    ...(type === 'COPY_CODE' ? {} : { cta_display_name: autofill ?? 'Autofill' }),
    ...(apps === undefined
      ? {}
      : {
          package_name: apps.map((app) => app.package_name).join(','),
          signature_hash: apps.map((app) => app.signature_hash).join(','),
        }),
  });
  const address = `https://www.whatsapp.com/otp/code/?${query.toString()}&code=otp`;
  return {
    type: 'URL',
    text: text ?? 'Copy code',
    url: `${address}{{1}}`,
    example: [`${address}123456`],
  };
}
