import { assertNever } from '../world/assert-never.ts';
import type { JsonObject, Template } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { isObject } from '../world/is-object.ts';

export type TemplateChange =
  | { kind: 'quality'; score: Template['qualityScore'] }
  | { kind: 'category'; category: Template['category']; isImpending: boolean }
  | { kind: 'components'; components: JsonObject[] };

const DAY_SECONDS = 24 * 60 * 60;

/** What Meta changes of a template by itself, and how it tells. */
export function changeTemplate(world: World, template: Template, change: TemplateChange): Template {
  const number = world.store.numbers.list().find((candidate) => candidate.wabaId === template.wabaId);
  const { next, field, value } = describeChange(template, change, Math.floor(world.clock.nowMs() / 1000));
  world.store.templates.save(next);
  world.happenings.publish({ kind: 'template.changed', template: next });
  if (!number) return next;
  world.outbox.add({
    kind: 'change',
    number,
    field,
    value: {
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language,
      ...value,
    },
  });
  return next;
}

function describeChange(
  template: Template,
  change: TemplateChange,
  nowSeconds: number,
): { next: Template; field: string; value: JsonObject } {
  switch (change.kind) {
    case 'quality':
      return {
        next: { ...template, qualityScore: change.score },
        field: 'message_template_quality_update',
        value: { previous_quality_score: template.qualityScore, new_quality_score: change.score },
      };
    case 'category':
      // Announced a day before: "new" is what it still is, "correct" what it becomes.
      return change.isImpending
        ? {
            next: template,
            field: 'template_category_update',
            value: {
              new_category: template.category,
              correct_category: change.category,
              category_update_timestamp: nowSeconds + DAY_SECONDS,
            },
          }
        : {
            next: { ...template, category: change.category },
            field: 'template_category_update',
            value: { previous_category: template.category, new_category: change.category },
          };
    case 'components':
      return {
        next: { ...template, components: change.components },
        field: 'message_template_components_update',
        value: componentsOnWire(change.components),
      };
    default:
      return assertNever(change);
  }
}

function componentsOnWire(components: readonly JsonObject[]): JsonObject {
  const textOf = (type: string) => components.find((component) => component['type'] === type)?.['text'];
  const buttons = components.find((component) => component['type'] === 'BUTTONS')?.['buttons'];
  const shown = {
    message_template_title: textOf('HEADER'),
    message_template_element: textOf('BODY') ?? '',
    message_template_footer: textOf('FOOTER'),
    message_template_buttons: Array.isArray(buttons) ? buttons.filter(isObject).map(buttonOnWire) : undefined,
  };
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined));
}

function buttonOnWire(button: JsonObject): JsonObject {
  return {
    message_template_button_type: button['type'],
    message_template_button_text: button['text'],
    ...(button['url'] === undefined ? {} : { message_template_button_url: button['url'] }),
    ...(button['phone_number'] === undefined
      ? {}
      : { message_template_button_phone_number: button['phone_number'] }),
  };
}
