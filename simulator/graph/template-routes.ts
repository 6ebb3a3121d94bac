import type { Hono } from 'hono';
import { MetaRefusal, unsupportedRequest } from '../meta/errors.ts';
import { invalid } from '../meta/check-template-parts.ts';
import { checkComponents, checkTemplate } from '../meta/check-template.ts';
import { reviewTemplate } from '../phones/review-template.ts';
import { storeComponents } from '../meta/store-components.ts';
import { templateEditSchema } from '../meta/template-shape.ts';
import { isObject } from '../world/is-object.ts';
import type { JsonObject, Template } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { requireAccount } from './authenticate.ts';
import { pageOf } from './cursor-page.ts';
import type { GraphEnv } from './graph-env.ts';
import { readJson } from './read-json.ts';
import { isKnownHandle } from './upload-routes.ts';

export function addTemplateRoutes(app: Hono<GraphEnv>, world: World): void {
  app.use('/:version/:wabaId/message_templates', async (context, next) => {
    const wabaId = context.req.param('wabaId');
    if (!world.store.numbers.list().some((number) => number.wabaId === wabaId)) {
      throw unsupportedRequest(context.req.method, wabaId);
    }
    requireAccount(world, context.req.raw, wabaId);
    return next();
  });

  app.get('/:version/:wabaId/message_templates', (context) => {
    const query = context.req.query();
    const found = world.store.templates
      .list(context.req.param('wabaId'))
      .filter(
        (template) =>
          (query['name'] === undefined || template.name.includes(query['name'])) &&
          matches(template.status, query['status']) &&
          matches(template.category, query['category']) &&
          matches(template.language, query['language']),
      );
    const fields = query['fields']?.split(',').map((field) => field.trim());
    const page = pageOf(found, context.req.raw, (template) => template.id);
    return context.json({
      data: page.items.map((template) => pickFields(template, fields)),
      paging: page.paging,
    });
  });

  app.post('/:version/:wabaId/message_templates', async (context) => {
    const wabaId = context.req.param('wabaId');
    const checked = checkTemplate(await readJson(context.req.raw));
    requireKnownSamples(world, checked.components);
    const isTaken = world.store.templates
      .list(wabaId)
      .some((other) => other.name === checked.name && other.language === checked.language);
    if (isTaken) throw invalid(2388024, 'There is already content in this language for this template.');
    const template: Template = {
      id: world.ids.graphObject(),
      wabaId,
      name: checked.name,
      language: checked.language,
      category: checked.category,
      status: 'PENDING',
      parameterFormat: checked.parameter_format ?? 'POSITIONAL',
      components: storeComponents(checked.components),
      rejectedReason: 'NONE',
      qualityScore: 'UNKNOWN',
    };
    save(world, template);
    reviewTemplate(world, template.id);
    return context.json({ id: template.id, status: template.status, category: template.category });
  });

  app.delete('/:version/:wabaId/message_templates', (context) => {
    const { name, hsm_id: id, hsm_ids: ids } = context.req.query();
    const wantedIds = ids === undefined ? id?.split(',') : readIdList(ids);
    if (name === undefined && wantedIds === undefined) {
      throw new MetaRefusal(100, { message: '(#100) The parameter name is required.' });
    }
    const doomed = world.store.templates
      .list(context.req.param('wabaId'))
      .filter(
        (template) =>
          (name === undefined || template.name === name) &&
          (wantedIds === undefined || wantedIds.includes(template.id)),
      );
    if (doomed.length === 0) throw invalid(2593002, 'Message template was not found.');
    for (const template of doomed) world.store.templates.remove(template.id);
    return context.json({ success: true });
  });

  app.on(['GET', 'POST'], '/:version/:templateId{[0-9]+}', async (context, next) => {
    const template = world.store.templates.find(context.req.param('templateId'));
    if (!template) return next();
    requireAccount(world, context.req.raw, template.wabaId);
    if (context.req.method === 'GET') {
      return context.json(pickFields(template, context.req.query('fields')?.split(',')));
    }
    if (template.status === 'PENDING' || template.status === 'DISABLED') {
      throw invalid(2388039, 'Only approved, rejected and paused templates can be edited.');
    }
    const edit = templateEditSchema.safeParse(await readJson(context.req.raw));
    if (!edit.success)
      throw new MetaRefusal(100, { details: edit.error.issues[0]?.message ?? 'Invalid parameter' });
    const category = edit.data.category ?? template.category;
    if (edit.data.components) {
      checkComponents(edit.data.components, category, template.parameterFormat);
      requireKnownSamples(world, edit.data.components, template.components);
    }
    save(world, {
      ...template,
      category,
      components: edit.data.components ? storeComponents(edit.data.components) : template.components,
      status: 'PENDING',
    });
    reviewTemplate(world, template.id);
    return context.json({ success: true });
  });
}

function save(world: World, template: Template): void {
  world.store.templates.save(template);
  world.happenings.publish({ kind: 'template.changed', template });
}

const matches = (value: string, wanted: string | undefined) => wanted === undefined || value === wanted;

/** Without `fields` Graph gives the usual ones; the id always comes along. */
function pickFields(template: Template, fields: string[] | undefined): JsonObject {
  const all: JsonObject = {
    name: template.name,
    parameter_format: template.parameterFormat,
    components: template.components,
    language: template.language,
    status: template.status,
    category: template.category,
    rejected_reason: template.rejectedReason,
    quality_score: { score: template.qualityScore },
    id: template.id,
  };
  const wanted = fields ?? ['name', 'parameter_format', 'components', 'language', 'status', 'category'];
  return Object.fromEntries(Object.entries(all).filter(([key]) => key === 'id' || wanted.includes(key)));
}

function readIdList(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return text.split(',');
  }
}

/** The sample of a header comes from a resumable upload. */
function requireKnownSamples(
  world: World,
  components: readonly JsonObject[],
  present: readonly JsonObject[] = [],
): void {
  const own = JSON.stringify(present);
  const parts = components.flatMap((component) => [
    component,
    ...(Array.isArray(component['cards']) ? component['cards'].flatMap(partsOfCard) : []),
  ]);
  for (const { example } of parts) {
    const handles = isObject(example) ? example['header_handle'] : undefined;
    if (!Array.isArray(handles)) continue;
    if (
      handles.some((handle) => !own.includes(JSON.stringify(handle)) && !isKnownHandle(world, String(handle)))
    ) {
      throw invalid(2494102, 'Uploaded media handle is invalid.');
    }
  }
}

function partsOfCard(card: unknown): JsonObject[] {
  return isObject(card) && Array.isArray(card['components']) ? card['components'].filter(isObject) : [];
}
