import * as z from 'zod/mini';
import {
  contact,
  contactMergeList,
  mergeContactRequest,
  mergePreview,
  mergePreviewQuery,
} from '../../contracts/api/contacts.ts';
import { contactId, mergeId } from '../../contracts/ids.ts';
import { endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { listMerges } from './list-merges.ts';
import { mergeContact } from './merge-contact.ts';
import { partContact } from './part-contact.ts';
import { previewMerge } from './preview-merge.ts';

const params = z.object({ contactId });

export const mergeRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/contacts/:contactId/merges',
    summary: 'The contacts that were merged into this one, the newest merge first.',
    permission: 'contacts:read',
    params,
    answer: contactMergeList,
    handle: async (ctx, { actor, params }) => ok(await listMerges(ctx, actor.companyId, params.contactId)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/contacts/:contactId/merge-preview',
    summary: 'What merging the two contacts would do: both sides, and what they become. Changes nothing.',
    permission: 'contacts:read',
    params,
    query: mergePreviewQuery,
    answer: mergePreview,
    handle: async (ctx, { actor, params, query }) =>
      ok(await previewMerge(ctx, actor.companyId, params.contactId, query.otherContactId)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/contacts/:contactId/merges/:mergeId/undo',
    summary: 'Part two contacts again. Messages that came since the merge stay where they are.',
    permission: 'contacts:write',
    params: z.object({ contactId, mergeId }),
    answer: contact,
    handle: async (ctx, { actor, params }) => ok(await partContact(ctx, actor, params)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/contacts/:contactId/merge',
    summary: 'Say that two contacts are one person. Answers the one that stays: the older of the two.',
    permission: 'contacts:write',
    params,
    body: mergeContactRequest,
    answer: contact,
    handle: async (ctx, { actor, params, body }) =>
      ok(await mergeContact(ctx, actor, params.contactId, body.otherContactId)),
  }),
];
