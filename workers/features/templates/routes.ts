import * as z from 'zod/mini';
import * as contracts from '../../contracts/api/templates.ts';
import { created, endpoint, noContent, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { createTemplate } from './create-template.ts';
import { deleteTemplate } from './delete-template.ts';
import { deleteTemplatesByName } from './delete-templates-by-name.ts';
import { editTemplate } from './edit-template.ts';
import { findAccount } from './find-account.ts';
import { listTemplates } from './list-templates.ts';
import { findTemplate } from './queries.ts';
import { templateOf } from './rules.ts';
import { uploadSample } from './upload-sample.ts';
import { syncTemplates } from './sync-templates.ts';

const params = z.object({ templateId: contracts.templateId });

export const templateRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/templates',
    summary: 'The message templates, by name and language.',
    permission: 'templates:read',
    query: contracts.templateQuery,
    answer: contracts.templateList,
    handle: async (ctx, { actor, query }) => ok(await listTemplates(ctx, actor.companyId, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/templates/sync',
    summary: "Compare the templates of a channel's account with Meta.",
    permission: 'templates:write',
    body: contracts.syncTemplatesRequest,
    answer: contracts.templateSync,
    async handle(ctx, { actor, body }) {
      const account = await findAccount(ctx, actor.companyId, body.channelId);
      return ok(await syncTemplates(ctx, actor.companyId, account));
    },
  }),
  endpoint({
    method: 'POST',
    path: '/v1/templates/samples',
    summary: 'Hand an upload to Meta as the sample of a header; gives the handle that the template names.',
    permission: 'templates:write',
    body: contracts.templateSampleRequest,
    answer: contracts.templateSample,
    handle: async (ctx, { actor, body }) => created(await uploadSample(ctx, actor.companyId, body)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/templates',
    summary: 'Send a new template to Meta for review.',
    permission: 'templates:write',
    body: contracts.createTemplateRequest,
    answer: contracts.template,
    handle: async (ctx, { actor, body }) => created(await createTemplate(ctx, actor.companyId, body)),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/templates',
    summary: 'Delete a template with all its languages.',
    permission: 'templates:write',
    query: contracts.deleteTemplatesQuery,
    async handle(ctx, { actor, query }) {
      await deleteTemplatesByName(ctx, actor.companyId, query);
      return noContent();
    },
  }),
  endpoint({
    method: 'GET',
    path: '/v1/templates/:templateId',
    summary: 'One template in one language.',
    permission: 'templates:read',
    params,
    answer: contracts.template,
    async handle(ctx, { actor, params }) {
      const row = await findTemplate(ctx.tenant(actor.companyId), params.templateId);
      if (row === null) throw new NotFoundError('template');
      return ok(templateOf(row));
    },
  }),
  endpoint({
    method: 'PATCH',
    path: '/v1/templates/:templateId',
    summary: 'Change a template; Meta reviews it again.',
    permission: 'templates:write',
    params,
    body: contracts.editTemplateRequest,
    answer: contracts.template,
    handle: async (ctx, { actor, params, body }) =>
      ok(await editTemplate(ctx, actor.companyId, params.templateId, body)),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/templates/:templateId',
    summary: 'Delete a template in one language.',
    permission: 'templates:write',
    params,
    async handle(ctx, { actor, params }) {
      await deleteTemplate(ctx, actor.companyId, params.templateId);
      return noContent();
    },
  }),
];
