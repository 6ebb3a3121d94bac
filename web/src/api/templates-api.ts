import {
  template,
  templateList,
  templateSample,
  templateSync,
  type CreateTemplateRequest,
  type EditTemplateRequest,
  type TemplateSampleRequest,
} from '../../../workers/contracts/api/templates.ts';
import type { ApiClient } from './client.ts';

export interface TemplateListQuery {
  channelId?: string | undefined;
  status?: string | undefined;
  sendable?: 'true' | undefined;
  category?: string | undefined;
  language?: string | undefined;
  /** The whole name. */
  name?: string | undefined;
  /** A part of the name or of the text. */
  q?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** Templates of the company's accounts. */
export const createTemplatesApi = (call: ApiClient['call']) => ({
  listTemplates: (query: TemplateListQuery) =>
    call({ method: 'GET', path: '/v1/templates', query: { ...query }, answer: templateList }),
  syncTemplates: (channelId: string) =>
    call({
      method: 'POST',
      path: '/v1/templates/sync',
      body: { channelId },
      timeoutMs: 120_000,
      answer: templateSync,
    }),
  uploadTemplateSample: (body: TemplateSampleRequest) =>
    call({
      method: 'POST',
      path: '/v1/templates/samples',
      body,
      // Two calls to Meta, each of a minute at most.
      timeoutMs: 130_000,
      answer: templateSample,
    }),
  createTemplate: (body: CreateTemplateRequest) =>
    call({ method: 'POST', path: '/v1/templates', body, timeoutMs: 40_000, answer: template }),
  editTemplate: (id: string, body: EditTemplateRequest) =>
    call({ method: 'PATCH', path: `/v1/templates/${id}`, body, timeoutMs: 40_000, answer: template }),
  deleteTemplate: (id: string) => call({ method: 'DELETE', path: `/v1/templates/${id}`, timeoutMs: 40_000 }),
  deleteTemplatesByName: (channelId: string, name: string) =>
    call({ method: 'DELETE', path: '/v1/templates', query: { channelId, name }, timeoutMs: 40_000 }),
});
