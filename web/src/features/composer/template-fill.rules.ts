import type { Template, TemplateComponent } from '../../../../workers/contracts/api/templates.ts';
import type { TemplateMessageComponent } from '../../../../workers/contracts/api/template-message.ts';
import type { OutboundContent } from '../../../../workers/contracts/api/outbound.ts';
import { META_LIMITS as LIMITS } from '../../../../workers/contracts/limits.ts';
import { TEMPLATE_LIMITS } from '../../../../workers/contracts/template-limits.ts';
import { messageParameters, type HeaderFile } from '../../../../workers/contracts/template-parameters.ts';
import { renderTemplate, type TemplatePreview } from '../../../../workers/contracts/template-preview.ts';
import {
  cardsOf,
  componentText,
  NO_VALUES,
  objectOf,
  templateVariables,
  type TemplateValues,
  type TemplateVariable,
} from '../../../../workers/contracts/template-variables.ts';
import { locationOf, readPlace } from './location.rules.ts';

/** A file: its address, or an upload, which comes before it. */
export interface FillFile {
  link: string;
  upload: { uploadId: string; filename: string; /** Its bytes, for the preview. */ url?: string } | null;
}
export const NO_FILE: FillFile = { link: '', upload: null };

/** What goes into a template, while it is written. Keys are those of `keyOfVariable`. */
export interface TemplateFill {
  values: Readonly<Record<string, string>>;
  /** The address of the header's file; an uploaded one comes before it. */
  headerLink: string;
  headerUpload: FillFile['upload'];
  /** The file of each card of a carousel, by its place. */
  cardFiles: Readonly<Record<number, FillFile>>;
  /** Of a header that is a place: a map link or coordinates, and what the phone calls it. */
  place: string;
  placeName: string;
  placeAddress: string;
  /** When a limited-time offer ends, as a field for a date and time has it. */
  offerEnd: string;
}

export const EMPTY_FILL: TemplateFill = {
  values: {},
  headerLink: '',
  headerUpload: null,
  cardFiles: {},
  place: '',
  placeName: '',
  placeAddress: '',
  offerEnd: '',
};

/** A template, or a card of one. */
interface Written {
  components: readonly TemplateComponent[];
}

export const keyOfVariable = ({ place, index, name }: TemplateVariable) => `${place}.${index}.${name}`;

/** What has to be filled: the message itself, then each card. Keys of a card begin with its place. */
export interface FillPart {
  components: readonly TemplateComponent[];
  /** The card's place, from 0; null: the message itself. */
  card: number | null;
  keyOf: (variable: TemplateVariable) => string;
}
export const partsToFill = ({ components }: Written): FillPart[] => [
  { components, card: null, keyOf: keyOfVariable },
  ...cardsOf(components).map((card, at) => ({
    components: card,
    card: at,
    keyOf: (variable: TemplateVariable) => `card.${at}.${keyOfVariable(variable)}`,
  })),
];

/** What fits into this place. */
export const valueCharacters = ({ place, name }: TemplateVariable): number => {
  if (place === 'header') return LIMITS.headerCharacters;
  return place === 'button' && name === 'code'
    ? TEMPLATE_LIMITS.copyCodeCharacters
    : LIMITS.templateTextCharacters;
};

/** Which file the header needs; null where it needs none. */
export const headerFile = ({ components }: Written): 'image' | 'video' | 'document' | null => {
  switch (renderTemplate(components).header?.format) {
    case 'IMAGE':
      return 'image';
    case 'VIDEO':
      return 'video';
    case 'DOCUMENT':
      return 'document';
    default:
      return null;
  }
};

const headerFormat = (template: Template) => renderTemplate(template.components).header?.format;
export const needsPlace = (template: Template): boolean => headerFormat(template) === 'LOCATION';

/** Whether it makes an offer that ends. */
export const needsOfferEnd = ({ components }: Written): boolean =>
  components.some(
    (one) =>
      one.type === 'LIMITED_TIME_OFFER' && objectOf(one['limited_time_offer'])['has_expiration'] === true,
  );

const FILLABLE = new Set([
  'HEADER',
  'BODY',
  'FOOTER',
  'BUTTONS',
  'LIMITED_TIME_OFFER',
  'CAROUSEL',
  'CALL_PERMISSION_REQUEST',
]);
/** Buttons and headers whose content is a shop's. */
const SHOP_BUTTONS = new Set(['MPM', 'ORDER_DETAILS']);

/** Why it cannot be sent from here; null when it can. */
export const unsendableReason = (template: Template): string | null => {
  const other = template.components.find(({ type }) => !FILLABLE.has(type.toUpperCase()));
  if (other !== undefined)
    return `It has a part that can only be filled in by the API: ${other.type.toLowerCase().replaceAll('_', ' ')}.`;
  const { header, buttons, cards } = renderTemplate(template.components);
  if (template.components.some(({ type }) => type === 'CAROUSEL') && !cards.every(isPictureCard))
    return 'Its cards are products, which can only be filled in by the API.';
  if (header?.format === 'PRODUCT') return 'Its header is a product, which can only be filled in by the API.';
  if (buttons.some(({ type }) => SHOP_BUTTONS.has(type)))
    return 'It shows products or an order, which can only be filled in by the API.';
  return null;
};

/** Of product cards Meta gives only two, and a message may have others. */
const isPictureCard = ({ header, buttons }: TemplatePreview) =>
  (header?.format === 'IMAGE' || header?.format === 'VIDEO') && buttons.every(({ type }) => type !== 'SPM');

/** Whether it can be filled from the facts of an event alone, which has texts and no files, places or ends. */
export const isOfTexts = (template: Template): boolean =>
  unsendableReason(template) === null &&
  !needsPlace(template) &&
  !needsOfferEnd(template) &&
  partsToFill(template).every((part) => headerFile(part) === null);

const FIRST_NAME =
  /^(first_?name|name|customer(_?name)?|contact(_?name)?|client(_?name)?|nome|cliente|nombre|prenom|vorname)$/i;
const FULL_NAME = /^(full_?name|nome_?completo|nombre_?completo)$/i;
const GREETING =
  /(?:^|[\n.!?¡]\s*)(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|ol[áa]|oi|bom dia|boa (?:tarde|noite)|hola|buen(?:os|as) \w+|bonjour|salut|hallo|ciao)[\s,*_]*\{\{\s*([A-Za-z0-9_]+)\s*\}\}/iu;

/** What a variable obviously stands for: the customer's name, where its name or a greeting before it says so. */
export const obviousValues = (
  components: readonly TemplateComponent[],
  contactName: string | null,
): Record<string, string> => {
  const fullName = contactName?.trim() ?? '';
  if (fullName === '') return {};
  const firstName = fullName.split(/\s+/)[0] ?? fullName;
  const texts = new Map(components.map((one) => [one.type.toLowerCase(), componentText(one)]));
  const found: Record<string, string> = {};
  for (const variable of templateVariables(components)) {
    if (variable.place === 'button') continue;
    const greeted = GREETING.exec(texts.get(variable.place) ?? '')?.[1];
    if (FULL_NAME.test(variable.name)) found[keyOfVariable(variable)] = fullName;
    else if (FIRST_NAME.test(variable.name) || greeted === variable.name)
      found[keyOfVariable(variable)] = firstName;
  }
  return found;
};

/** The values by place, as the preview and the message want them. */
export const templateValues = (
  template: Written,
  { values }: Pick<TemplateFill, 'values'>,
): TemplateValues => {
  const [main = NO_VALUES, ...cards] = partsToFill(template).map((part) => valuesOfPart(part, values));
  return cards.length === 0 ? main : { ...main, cards };
};

const valuesOfPart = (part: FillPart, values: TemplateFill['values']): TemplateValues => {
  const header: Record<string, string> = {};
  const body: Record<string, string> = {};
  const buttons: Record<number, string> = {};
  for (const variable of templateVariables(part.components)) {
    const value = values[part.keyOf(variable)]?.trim() ?? '';
    if (value === '') continue;
    if (variable.place === 'button') buttons[variable.index] = value;
    else if (variable.place === 'header') header[variable.name] = value;
    else body[variable.name] = value;
  }
  return { header, body, buttons };
};

/** What is wrong, by the variable's key or `header.file`. */
export const faultsOfFill = (
  template: Template,
  fill: TemplateFill,
  nowMs: number,
): Record<string, string> => {
  const faults: Record<string, string> = {};
  for (const part of partsToFill(template)) {
    for (const variable of templateVariables(part.components)) {
      const fault = faultOfValue(variable, fill.values[part.keyOf(variable)]?.trim() ?? '');
      if (fault !== null) faults[part.keyOf(variable)] = fault;
    }
    if (headerFile(part) !== null && !isFile(fileOfPart(part, fill)))
      faults[keyOfFile(part)] = 'Upload a file, or give an address with https://.';
  }
  if (needsPlace(template) && readPlace(fill.place) === null)
    faults['header.place'] = 'Paste a long map link, or latitude and longitude.';
  if (needsOfferEnd(template) && !(Date.parse(fill.offerEnd) > nowMs))
    faults['offer.end'] = 'Choose a time that is still to come.';
  return faults;
};

const faultOfValue = (variable: TemplateVariable, value: string): string | null => {
  if (value === '') return 'Write what goes here.';
  if (Array.from(value).length > valueCharacters(variable))
    return `At most ${valueCharacters(variable).toLocaleString('en')} characters.`;
  // Meta refuses these in a variable (132018, 132012).
  return /[\n\t]| {5,}/.test(value) ? 'No line breaks, tabs or more than four blanks in a row.' : null;
};

export const keyOfFile = ({ card }: FillPart) => (card === null ? 'header.file' : `card.${card}.file`);

/** The file that a part was given. */
export const fileOfPart = ({ card }: FillPart, fill: TemplateFill): FillFile =>
  card === null ? { link: fill.headerLink, upload: fill.headerUpload } : (fill.cardFiles[card] ?? NO_FILE);

/** The change that another file for a part makes. */
export const withFile = ({ card }: FillPart, fill: TemplateFill, file: FillFile): Partial<TemplateFill> =>
  card === null
    ? { headerLink: file.link, headerUpload: file.upload }
    : { cardFiles: { ...fill.cardFiles, [card]: file } };

const isFile = ({ link, upload }: FillFile) => upload !== null || /^https:\/\/\S+$/.test(link.trim());
const sentFile = ({ link, upload }: FillFile): HeaderFile =>
  upload === null ? { link: link.trim() } : { uploadId: upload.uploadId, filename: upload.filename };

/** What the preview can show of a part's file. */
export const shownFile = (part: FillPart, fill: TemplateFill): { filename: string; url: string } | null => {
  const { upload } = fileOfPart(part, fill);
  return upload?.url === undefined ? null : { filename: upload.filename, url: upload.url };
};

export const contentOfTemplate = (template: Template, fill: TemplateFill): OutboundContent => {
  const components = [
    ...messageParameters(
      template,
      templateValues(template, fill),
      headerFile(template) === null
        ? undefined
        : sentFile({ link: fill.headerLink, upload: fill.headerUpload }),
      partsToFill(template).flatMap((part) => (part.card === null ? [] : [sentFile(fileOfPart(part, fill))])),
    ),
    ...placeOf(template, fill),
    ...offerOf(template, fill),
  ];
  return {
    type: 'template',
    template: {
      name: template.name,
      language: { code: template.language },
      ...(components.length === 0 ? {} : { components }),
    },
  };
};

const placeOf = (template: Template, fill: TemplateFill): TemplateMessageComponent[] => {
  const found = needsPlace(template) ? readPlace(fill.place) : null;
  if (found === null) return [];
  const { location } = locationOf({ ...found, name: fill.placeName, address: fill.placeAddress });
  return [{ type: 'header', parameters: [{ type: 'location', location }] }];
};

const offerOf = (template: Template, { offerEnd }: TemplateFill): TemplateMessageComponent[] => {
  if (!needsOfferEnd(template)) return [];
  const ends = { expiration_time_ms: Date.parse(offerEnd) };
  return [
    { type: 'limited_time_offer', parameters: [{ type: 'limited_time_offer', limited_time_offer: ends }] },
  ];
};

/** How a variable is called on the form. */
export const labelOfVariable = ({ components }: Written, variable: TemplateVariable): string => {
  if (variable.place === 'button') {
    const title = renderTemplate(components).buttons[variable.index]?.text ?? '';
    return variable.name === 'code' ? `Code of “${title}”` : `End of the address of “${title}”`;
  }
  const place = variable.place === 'header' ? 'Header' : 'Text';
  return `${place} {{${variable.name}}}`;
};
