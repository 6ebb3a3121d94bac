import type { Template, TemplateComponent } from '../../../../workers/contracts/api/templates.ts';
import type { TemplateMessageComponent } from '../../../../workers/contracts/api/template-message.ts';
import type { OutboundContent } from '../../../../workers/contracts/api/outbound.ts';
import { META_LIMITS as LIMITS } from '../../../../workers/contracts/limits.ts';
import { TEMPLATE_LIMITS } from '../../../../workers/contracts/template-limits.ts';
import { messageParameters, type HeaderFile } from '../../../../workers/contracts/template-parameters.ts';
import { renderTemplate } from '../../../../workers/contracts/template-preview.ts';
import {
  componentText,
  objectOf,
  templateVariables,
  type TemplateValues,
  type TemplateVariable,
} from '../../../../workers/contracts/template-variables.ts';
import { locationOf, readPlace } from './location.rules.ts';

/** What goes into a template, while it is written. Keys are those of `keyOfVariable`. */
export interface TemplateFill {
  values: Readonly<Record<string, string>>;
  /** The address of the header's file; an uploaded one comes before it. */
  headerLink: string;
  headerUpload: { uploadId: string; filename: string } | null;
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
  place: '',
  placeName: '',
  placeAddress: '',
  offerEnd: '',
};

export const keyOfVariable = ({ place, index, name }: TemplateVariable) => `${place}.${index}.${name}`;

/** What fits into this place. */
export const valueCharacters = ({ place, name }: TemplateVariable): number => {
  if (place === 'header') return LIMITS.headerCharacters;
  return place === 'button' && name === 'code'
    ? TEMPLATE_LIMITS.copyCodeCharacters
    : LIMITS.templateTextCharacters;
};

/** Which file the header needs; null where it needs none. */
export const headerFile = (template: Template): 'image' | 'video' | 'document' | null => {
  switch (renderTemplate(template.components).header?.format) {
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
export const needsOfferEnd = ({ components }: Pick<Template, 'components'>): boolean =>
  components.some(
    (one) =>
      one.type === 'LIMITED_TIME_OFFER' && objectOf(one['limited_time_offer'])['has_expiration'] === true,
  );

const FILLABLE = new Set(['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'LIMITED_TIME_OFFER']);
/** Buttons and headers whose content is a shop's. */
const SHOP_BUTTONS = new Set(['MPM', 'ORDER_DETAILS']);

/** Why it cannot be sent from here; null when it can. */
export const unsendableReason = (template: Template): string | null => {
  const other = template.components.find(({ type }) => !FILLABLE.has(type.toUpperCase()));
  if (other !== undefined)
    return `It has a part that can only be filled in by the API: ${other.type.toLowerCase().replaceAll('_', ' ')}.`;
  const { header, buttons } = renderTemplate(template.components);
  if (header?.format === 'PRODUCT') return 'Its header is a product, which can only be filled in by the API.';
  if (buttons.some(({ type }) => SHOP_BUTTONS.has(type)))
    return 'It shows products or an order, which can only be filled in by the API.';
  return null;
};

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
export const templateValues = (template: Template, { values }: TemplateFill): TemplateValues => {
  const header: Record<string, string> = {};
  const body: Record<string, string> = {};
  const buttons: Record<number, string> = {};
  for (const variable of templateVariables(template.components)) {
    const value = values[keyOfVariable(variable)]?.trim() ?? '';
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
  for (const variable of templateVariables(template.components)) {
    const key = keyOfVariable(variable);
    const value = fill.values[key]?.trim() ?? '';
    if (value === '') faults[key] = 'Write what goes here.';
    else if (Array.from(value).length > valueCharacters(variable))
      faults[key] = `At most ${valueCharacters(variable).toLocaleString('en')} characters.`;
    // Meta refuses these in a variable (132018, 132012).
    else if (/[\n\t]| {5,}/.test(value))
      faults[key] = 'No line breaks, tabs or more than four blanks in a row.';
  }
  const hasFile = fill.headerUpload !== null || /^https:\/\/\S+$/.test(fill.headerLink.trim());
  if (headerFile(template) !== null && !hasFile)
    faults['header.file'] = 'Upload a file, or give an address with https://.';
  if (needsPlace(template) && readPlace(fill.place) === null)
    faults['header.place'] = 'Paste a long map link, or latitude and longitude.';
  if (needsOfferEnd(template) && !(Date.parse(fill.offerEnd) > nowMs))
    faults['offer.end'] = 'Choose a time that is still to come.';
  return faults;
};

export const contentOfTemplate = (template: Template, fill: TemplateFill): OutboundContent => {
  const components = [
    ...messageParameters(template, templateValues(template, fill), fileOf(template, fill)),
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

const fileOf = (template: Template, { headerUpload, headerLink }: TemplateFill): HeaderFile | undefined => {
  if (headerFile(template) === null) return undefined;
  return headerUpload ?? { link: headerLink.trim() };
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
export const labelOfVariable = (template: Template, variable: TemplateVariable): string => {
  if (variable.place === 'button') {
    const title = renderTemplate(template.components).buttons[variable.index]?.text ?? '';
    return variable.name === 'code' ? `Code of “${title}”` : `End of the address of “${title}”`;
  }
  const place = variable.place === 'header' ? 'Header' : 'Text';
  return `${place} {{${variable.name}}}`;
};
