import type { Template } from '../world/types.ts';
import { checkButtons, checkText, invalid } from './check-template-parts.ts';
import { limits } from './limits.ts';
import type { Component, Part } from './template-shape.ts';

type Category = Template['category'];
type Button = NonNullable<Part['buttons']>[number];

/** Meta's rules for what makes a template more than a text with buttons: cards, offers, requests, codes. */
export function checkKind(
  components: readonly Component[],
  category: Category,
  format: Template['parameterFormat'],
): void {
  const find = (type: Component['type']) => components.find((candidate) => candidate.type === type);
  const buttons = find('BUTTONS')?.buttons ?? [];
  if (category === 'AUTHENTICATION') checkAuthentication(components, buttons);
  else if (buttons.some(({ type }) => type === 'OTP')) {
    throw invalid(2388043, 'A button of type OTP is only for authentication templates.');
  }
  const carousel = find('CAROUSEL');
  if (carousel) checkCarousel(components, carousel, category, format);
  const offer = find('LIMITED_TIME_OFFER');
  if (offer) checkOffer(components, offer, category, buttons);
  if (find('CALL_PERMISSION_REQUEST') && (buttons.length > 0 || carousel || offer)) {
    throw invalid(2388043, 'A call permission request may not be combined with interactive components.');
  }
  if (buttons.some(({ type }) => type === 'CATALOG')) {
    requireCategory('A catalog button', category, ['MARKETING']);
    if (buttons.length > 1 || find('HEADER')) {
      throw invalid(2388043, 'A catalog template has a body, a footer and the catalog button.');
    }
  }
}

function requireCategory(what: string, category: Category, allowed: readonly Category[]): void {
  if (!allowed.includes(category)) {
    throw invalid(2388043, `${what} is only for templates of category ${allowed.join(' or ')}.`);
  }
}

function checkCarousel(
  components: readonly Component[],
  { cards }: Component,
  category: Category,
  format: Template['parameterFormat'],
): void {
  requireCategory('A carousel', category, ['MARKETING']);
  if (!cards) throw invalid(2388043, 'The CAROUSEL component needs cards.');
  if (components.some(({ type }) => type !== 'BODY' && type !== 'CAROUSEL')) {
    throw invalid(2388043, 'Beside a carousel there is a body and nothing else.');
  }
  for (const card of cards) checkCard(card.components, format);
  if (new Set(cards.map((card) => shapeOf(card.components))).size > 1) {
    throw invalid(2388043, 'All cards of a carousel must have the same components.');
  }
}

const CARD_BUTTONS = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER'];

function checkCard(parts: readonly Part[], format: Template['parameterFormat']): void {
  const find = (type: Part['type']) => parts.find((candidate) => candidate.type === type);
  const header = find('HEADER');
  if (header?.format !== 'IMAGE' && header?.format !== 'VIDEO') {
    throw invalid(2388043, 'Each card needs a header with an image or a video.');
  }
  if (header['example'] === undefined) {
    throw invalid(2388043, 'The HEADER of a card needs an example.');
  }
  const body = find('BODY');
  if (body) checkText('BODY', body, limits.templateCardBody, format);
  const buttons = find('BUTTONS')?.buttons ?? [];
  if (
    buttons.length > limits.templateCardButtons ||
    buttons.some(({ type }) => !CARD_BUTTONS.includes(type))
  ) {
    throw invalid(2388043, 'A card may have two buttons: quick replies, URLs and phone numbers.');
  }
  checkButtons(buttons);
}

function shapeOf(parts: readonly Part[]): string {
  return parts
    .map(({ type, format, buttons = [] }) =>
      [type, format, ...buttons.map((button) => button.type)].join(' '),
    )
    .toSorted()
    .join(', ');
}

function checkOffer(
  components: readonly Component[],
  { limited_time_offer: offer }: Component,
  category: Category,
  buttons: readonly Button[],
): void {
  requireCategory('A limited-time offer', category, ['MARKETING']);
  if (!offer) throw invalid(2388043, 'The LIMITED_TIME_OFFER component is incomplete.');
  const header = components.find(({ type }) => type === 'HEADER');
  if (header && header.format !== 'IMAGE' && header.format !== 'VIDEO') {
    throw invalid(2388043, 'The header of a limited-time offer is an image or a video.');
  }
  if (components.some(({ type }) => type === 'FOOTER' || type === 'CAROUSEL')) {
    throw invalid(2388043, 'A limited-time offer has no footer.');
  }
  const kinds = buttons.map(({ type }) => type);
  if (!kinds.includes('URL') || kinds.some((type) => type !== 'URL' && type !== 'COPY_CODE')) {
    throw invalid(2388043, 'A limited-time offer needs a URL button, and may have a copy code button.');
  }
  if (offer.has_expiration === true && !kinds.includes('COPY_CODE')) {
    throw invalid(2388043, 'A limited-time offer that expires needs a copy code button.');
  }
  if (kinds.indexOf('COPY_CODE') > 0) {
    throw invalid(2388043, 'The copy code button of a limited-time offer must be the first.');
  }
}

function checkAuthentication(components: readonly Component[], buttons: readonly Button[]): void {
  const [button] = buttons;
  if (components.some(({ type }) => type !== 'BODY' && type !== 'FOOTER' && type !== 'BUTTONS')) {
    throw invalid(2388043, 'An authentication template has a body, a footer and a button.');
  }
  if (buttons.length !== 1 || button?.type !== 'OTP') {
    throw invalid(2388043, 'An authentication template needs one button of type OTP.');
  }
  if (button.otp_type === 'COPY_CODE') return;
  if (button.otp_type !== 'ONE_TAP' && button.otp_type !== 'ZERO_TAP') {
    throw invalid(2388043, 'otp_type must be COPY_CODE, ONE_TAP or ZERO_TAP.');
  }
  const apps = button.supported_apps ?? [];
  const isApp = apps.every(
    ({ package_name: name, signature_hash: hash }) =>
      name.length <= limits.appPackage &&
      /^[a-zA-Z][a-zA-Z0-9_]*(\.[a-zA-Z][a-zA-Z0-9_]*)+$/.test(name) &&
      hash.length === limits.appSignature &&
      /^[a-zA-Z0-9+/=]+$/.test(hash),
  );
  if (apps.length === 0 || !isApp) {
    throw invalid(2388043, 'supported_apps needs a package name and a signature hash for each app.');
  }
  if (button.otp_type === 'ZERO_TAP' && button.zero_tap_terms_accepted !== true) {
    throw invalid(2388043, 'zero_tap_terms_accepted must be true.');
  }
}
