import type { TemplateCategory, WrittenComponent } from './api/templates.ts';
import { TEMPLATE_LIMITS as LIMITS } from './template-limits.ts';
import type { TemplateFault, TemplateParts } from './template-rules.ts';
import { fault, isWithBraces, lineFaults, textFaults } from './template-text-rules.ts';

type Offer = Extract<WrittenComponent, { type: 'LIMITED_TIME_OFFER' }>['limited_time_offer'];

/** What Meta has against a limited-time offer. Source: Meta, limited-time offer templates (2026-06). */
export function offerFaults(
  offer: Offer,
  { header, footer, buttons }: TemplateParts,
  category: TemplateCategory,
): TemplateFault[] {
  const kinds = (buttons?.buttons ?? []).map(({ type }) => type);
  const codeAt = kinds.indexOf('COPY_CODE');
  return [
    ...(category === 'MARKETING'
      ? []
      : [fault('category', 'Only a marketing template makes a limited-time offer.')]),
    ...textFaults('offer.text', offer.text, LIMITS.offerCharacters, 'Write what the offer is called.'),
    ...lineFaults('offer.text', offer.text),
    ...(isWithBraces(offer.text) ? [fault('offer.text', 'What the offer is called has no variables.')] : []),
    ...(header === undefined || header.format === 'IMAGE' || header.format === 'VIDEO'
      ? []
      : [fault('header.text', 'An offer begins with an image or a video, or without a header.')]),
    ...(footer === undefined ? [] : [fault('footer.text', 'A limited-time offer has no footer.')]),
    ...(kinds.every((type) => type === 'COPY_CODE' || type === 'URL')
      ? []
      : [fault('buttons', 'An offer’s buttons copy a code or open a website.')]),
    ...(kinds.includes('URL') ? [] : [fault('buttons', 'An offer needs a button that opens a website.')]),
    ...(offer.has_expiration === true && codeAt === -1
      ? [fault('buttons', 'An offer that ends needs a button that copies its code.')]
      : []),
    ...(codeAt > 0 ? [fault('buttons', 'The button that copies the code comes first.')] : []),
  ];
}

/**
 * What Meta has against a request to call: nothing else of it can be pressed. Source: Meta, call permission request
 * templates (2026-06).
 */
export function callPermissionFaults(
  components: readonly WrittenComponent[],
  category: TemplateCategory,
): TemplateFault[] {
  const paths: Partial<Record<WrittenComponent['type'], string>> = {
    BUTTONS: 'buttons',
    CAROUSEL: 'cards',
    LIMITED_TIME_OFFER: 'offer.text',
  };
  return [
    ...(category === 'MARKETING' || category === 'UTILITY'
      ? []
      : [fault('category', 'Only marketing and utility templates ask for a call.')]),
    ...components.flatMap(({ type }) => {
      const path = paths[type];
      return path === undefined
        ? []
        : [fault(path, 'A template that asks for a call has neither buttons, cards nor offers.')];
    }),
  ];
}

/**
 * What Meta has against a button that opens the catalogue: WhatsApp shows a product above it, and nothing beside it.
 * Source: Meta, catalogue templates (2026-03).
 */
export function catalogFaults(
  { header, buttons }: TemplateParts,
  category: TemplateCategory,
): TemplateFault[] {
  if (!(buttons?.buttons ?? []).some(({ type }) => type === 'CATALOG')) return [];
  return [
    ...(category === 'MARKETING'
      ? []
      : [fault('category', 'Only a marketing template opens the catalogue.')]),
    ...(header === undefined
      ? []
      : [
          fault('header.text', 'WhatsApp shows a product above the catalogue’s button: take the header out.'),
        ]),
    ...(buttons?.buttons.length === 1
      ? []
      : [fault('buttons', 'The button that opens the catalogue stands alone.')]),
  ];
}
