import type { TemplateComponent } from './api/templates.ts';
import {
  cardsOf,
  componentText,
  fillVariables,
  listOf,
  NO_VALUES,
  objectOf,
  textOf,
  type TemplateValues,
} from './template-variables.ts';

export interface PreviewButton {
  /** Meta's word: QUICK_REPLY, URL, PHONE_NUMBER, COPY_CODE, … */
  type: string;
  text: string;
  /** Where it leads: the address, the number, the code; null for a reply. */
  target: string | null;
}

/** A template as a phone shows it. */
export interface TemplatePreview {
  /** Meta's format (TEXT, IMAGE, …) and, of a TEXT, its text. */
  header: { format: string; text: string } | null;
  /** What a limited-time offer is called; null where there is none. */
  offer: string | null;
  body: string;
  footer: string | null;
  buttons: PreviewButton[];
  /** Of a carousel, its cards. */
  cards: TemplatePreview[];
  /** Parts that are more than this can show, in Meta's words, for example ORDER_STATUS. */
  others: string[];
}

/** What the phone shows, with these values in the variables. */
export function renderTemplate(
  components: readonly TemplateComponent[],
  values: TemplateValues = NO_VALUES,
): TemplatePreview {
  const preview: TemplatePreview = {
    header: null,
    offer: null,
    body: '',
    footer: null,
    buttons: [],
    cards: cardsOf(components).map((card, index) => renderTemplate(card, values.cards?.[index])),
    others: [],
  };
  for (const component of components) {
    switch (component.type) {
      case 'HEADER':
        preview.header = {
          // Meta gives those of cards in lower case.
          format: textOf(component['format']).toUpperCase() || 'TEXT',
          text: fillVariables(textOf(component['text']), values.header),
        };
        break;
      case 'BODY':
        preview.body = fillVariables(componentText(component), values.body);
        break;
      case 'FOOTER':
        preview.footer = footerOf(component);
        break;
      case 'LIMITED_TIME_OFFER':
        preview.offer = textOf(objectOf(component['limited_time_offer'])['text']);
        break;
      case 'BUTTONS':
        preview.buttons = listOf(component['buttons']).map((button, index) =>
          buttonOf(objectOf(button), values.buttons[index]),
        );
        break;
      case 'CALL_PERMISSION_REQUEST':
        // Meta writes it; the words are those of the phone in English.
        preview.buttons = [{ type: component.type, text: 'Allow calls', target: null }];
        break;
      case 'CAROUSEL':
        break;
      default:
        preview.others.push(component.type);
    }
  }
  return preview;
}

/** The filled-in body on its own: what a list or a thread says of the message. */
export function templateText(components: readonly TemplateComponent[], values: TemplateValues): string {
  return renderTemplate(components, values).body;
}

function footerOf(component: TemplateComponent): string | null {
  const minutes = component['code_expiration_minutes'];
  const text = textOf(component['text']);
  if (text !== '') return text;
  return typeof minutes === 'number' ? `This code expires in ${minutes} minutes.` : null;
}

function buttonOf(button: Record<string, unknown>, value: string | undefined): PreviewButton {
  const type = textOf(button['type']);
  const text = textOf(button['text']);
  const example = textOf(listOf(button['example'])[0] ?? button['example']);
  switch (type) {
    case 'URL': {
      const url = textOf(button['url']);
      return { type, text, target: value === undefined ? url : url.replace(/\{\{[^}]*\}\}/, value) };
    }
    case 'PHONE_NUMBER':
      return { type, text, target: textOf(button['phone_number']) };
    case 'COPY_CODE':
      return { type, text: text || 'Copy code', target: value ?? example };
    case 'OTP':
      return { type, text: codeButtonText(button, text), target: null };
    default:
      return { type, text, target: null };
  }
}

/** What Meta writes on a code's button where the template says nothing. Where no app gets the code, it is copied. */
function codeButtonText(button: Record<string, unknown>, text: string): string {
  return button['otp_type'] === 'COPY_CODE' || button['otp_type'] === undefined
    ? text || 'Copy code'
    : textOf(button['autofill_text']) || 'Autofill';
}
