import type { JsonObject, RenderedTemplate, Template } from '../world/types.ts';
import { isObject } from '../world/is-object.ts';
import { MetaRefusal } from './errors.ts';
import { limits } from './limits.ts';
import type { TemplateComponent, TemplateContent, TemplateParameter } from './send/template-content.ts';
import { fillVariables, templateVariables } from './template-variables.ts';

type SimpleComponent = Extract<TemplateComponent, { parameters?: unknown; sub_type?: never }>;
type ButtonComponent = Extract<TemplateComponent, { sub_type: string }>;

/** What the phone shows; throws 132000, 132005, 132012 or 131008 when the parameters do not fit the template. */
export function renderTemplate(template: Template, sent: TemplateContent): RenderedTemplate {
  const { components, parameterFormat: format } = template;
  const given = sent.components ?? [];
  const cards = renderCards(components, given, format);
  const offer = renderOffer(components, given);
  return {
    ...renderParts(components, given, format),
    ...(cards.length === 0 ? {} : { cards }),
    ...(offer === null ? {} : { offer }),
  };
}

const isType = (component: JsonObject, type: string) => textField(component, 'type').toUpperCase() === type;

/** Of a whole template, or of one card. */
function renderParts(
  components: readonly JsonObject[],
  sent: readonly TemplateComponent[],
  format: Template['parameterFormat'],
): RenderedTemplate {
  const defined = (type: string) => components.find((component) => isType(component, type));
  const body = fillText('body', textOf(defined('BODY')), parametersOf(sent, 'body'), format);
  if (body.length > limits.templateBody) {
    throw new MetaRefusal(132005, {
      details: `body: ${body.length} characters after filling in the variables`,
    });
  }
  const footer = defined('FOOTER');
  return {
    ...renderHeader(defined('HEADER'), parametersOf(sent, 'header'), format),
    body,
    footer: footer ? textOf(footer) || null : null,
    buttons: defined('CALL_PERMISSION_REQUEST')
      ? [{ type: 'CALL_PERMISSION_REQUEST', text: 'Allow calls', payload: null }]
      : renderButtons(defined('BUTTONS'), sent),
  };
}

function parametersOf(sent: readonly TemplateComponent[], type: string): TemplateParameter[] {
  const component = sent.find(
    (candidate): candidate is SimpleComponent => candidate.type === type && !('cards' in candidate),
  );
  return component?.parameters ?? [];
}

/** Every card of the template has to be sent, and none besides. */
function renderCards(
  components: readonly JsonObject[],
  sent: readonly TemplateComponent[],
  format: Template['parameterFormat'],
): RenderedTemplate[] {
  const carousel = components.find((component) => isType(component, 'CAROUSEL'));
  const defined = objectsIn(carousel?.['cards']);
  const given = sent.flatMap((component) => ('cards' in component ? component.cards : []));
  if (given.length !== defined.length) throw countMismatch('carousel', given.length, defined.length);
  return defined.map((card, index) => {
    const own = given.find((candidate) => candidate.card_index === index);
    if (own === undefined) {
      throw new MetaRefusal(131008, { details: `carousel: There is no card at index ${index}` });
    }
    return renderParts(objectsIn(card['components']), own.components, format);
  });
}

function renderOffer(
  components: readonly JsonObject[],
  sent: readonly TemplateComponent[],
): { text: string; endsAtMs: number | null } | null {
  const offer = components.find((component) => isType(component, 'LIMITED_TIME_OFFER'))?.[
    'limited_time_offer'
  ];
  const [given] = parametersOf(sent, 'limited_time_offer');
  if (!isObject(offer)) {
    if (given) throw countMismatch('limited_time_offer', 1, 0);
    return null;
  }
  const endsAtMs = given?.type === 'limited_time_offer' ? given.limited_time_offer.expiration_time_ms : null;
  if (offer['has_expiration'] === true && endsAtMs === null) {
    throw new MetaRefusal(131008, { details: 'limited_time_offer: expiration_time_ms is missing' });
  }
  return { text: textField(offer, 'text'), endsAtMs };
}

function renderHeader(
  header: JsonObject | undefined,
  given: TemplateParameter[],
  format: Template['parameterFormat'],
): Pick<RenderedTemplate, 'header' | 'headerMedia'> {
  if (!header) {
    if (given.length > 0) throw countMismatch('header', given.length, 0);
    return { header: null, headerMedia: null };
  }
  const expected = (textField(header, 'format') || 'TEXT').toLowerCase();
  if (expected === 'text') {
    return { header: fillText('header', textOf(header), given, format), headerMedia: null };
  }
  const parameter = given[0];
  if (parameter?.type !== expected) {
    throw new MetaRefusal(132012, {
      details: `header: Format mismatch, expected ${expected.toUpperCase()}, received ${(parameter?.type ?? 'unknown').toUpperCase()}`,
    });
  }
  return { header: null, headerMedia: expected };
}

function fillText(
  component: string,
  text: string,
  given: TemplateParameter[],
  format: Template['parameterFormat'],
): string {
  const variables = templateVariables(text);
  if (given.length !== variables.length) throw countMismatch(component, given.length, variables.length);
  const values = new Map<string, string>();
  for (const [index, parameter] of given.entries()) {
    const value = textOfParameter(parameter);
    if (value === undefined) {
      throw new MetaRefusal(132012, {
        details: `${component}: Parameter of type ${parameter.type} is not a text`,
      });
    }
    const name = format === 'NAMED' && 'parameter_name' in parameter ? parameter.parameter_name : undefined;
    if (format === 'NAMED' && (name === undefined || !variables.includes(name))) {
      throw new MetaRefusal(132012, {
        details: `${component}: Parameter name is missing or expected: ${variables.join(', ')}`,
      });
    }
    values.set(name ?? variables[index] ?? '', value);
  }
  return fillVariables(text, values);
}

function renderButtons(
  buttons: JsonObject | undefined,
  sent: readonly TemplateComponent[],
): RenderedTemplate['buttons'] {
  const list = Array.isArray(buttons?.['buttons']) ? buttons['buttons'] : [];
  const given = sent.filter((component): component is ButtonComponent => 'sub_type' in component);
  const beyond = given.find((component) => component.index >= list.length);
  if (beyond) {
    throw new MetaRefusal(132018, { details: `buttons: There is no button at index ${beyond.index}` });
  }
  return list.map((button: JsonObject, index) => {
    const type = textField(button, 'type').toUpperCase();
    const component = given.find((candidate) => candidate.index === index);
    const parameter = component?.parameters?.[0];
    return {
      type,
      text: textField(button, 'text'),
      payload: buttonPayload(type, button, parameter, index),
    };
  });
}

function buttonPayload(
  type: string,
  button: JsonObject,
  parameter: TemplateParameter | undefined,
  index: number,
): string | null {
  const needed = (what: string) =>
    new MetaRefusal(131008, {
      details: `buttons: Button at index ${index} of type ${type} requires a parameter of type ${what}`,
    });
  switch (type) {
    case 'QUICK_REPLY':
      if (parameter?.type === 'payload') return parameter.payload;
      return parameter?.type === 'text' ? parameter.text : textField(button, 'text');
    case 'URL': {
      const url = textField(button, 'url');
      const variable = templateVariables(url)[0];
      if (variable === undefined) return url;
      if (parameter?.type !== 'text') throw needed('text');
      return fillVariables(url, new Map([[variable, parameter.text]]));
    }
    case 'COPY_CODE':
      if (parameter?.type !== 'coupon_code') throw needed('coupon_code');
      return parameter.coupon_code;
    case 'OTP':
      if (parameter?.type !== 'text') throw needed('text');
      return parameter.text;
    case 'PHONE_NUMBER':
      return textField(button, 'phone_number');
    default:
      return null;
  }
}

function textOfParameter(parameter: TemplateParameter): string | undefined {
  if (parameter.type === 'text') return parameter.text;
  if (parameter.type === 'currency') return parameter.currency.fallback_value;
  if (parameter.type === 'date_time') return parameter.date_time.fallback_value;
  return undefined;
}

function textOf(component: JsonObject | undefined): string {
  if (!component) return '';
  if (typeof component['text'] === 'string') return component['text'];
  // Authentication templates carry no text of their own: Meta writes it.
  if (textField(component, 'type').toUpperCase() === 'BODY') return '{{1}} is your verification code.';
  const minutes = component['code_expiration_minutes'];
  return typeof minutes === 'number' ? `This code expires in ${minutes} minutes.` : '';
}

const objectsIn = (list: unknown): JsonObject[] => (Array.isArray(list) ? list.filter(isObject) : []);

function textField(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}

function countMismatch(component: string, given: number, expected: number): MetaRefusal {
  return new MetaRefusal(132000, {
    details: `${component}: number of localizable_params (${given}) does not match the expected number of params (${expected})`,
  });
}
