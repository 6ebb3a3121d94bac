import * as z from 'zod/mini';
import * as contracts from '../../contracts/api/media.ts';
import { uploadId } from '../../contracts/ids.ts';
import { created, endpoint, ok, publicEndpoint, type Endpoint } from '../../edges/http/endpoint.ts';
import { createUpload } from './create-upload.ts';
import { linkUpload } from './link-upload.ts';
import { serveFile } from './serve-file.ts';

export const fileRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: '/v1/uploads',
    summary: 'Upload a file to be sent. The body is its bytes; a message takes it by its id within a day.',
    permission: 'conversations:write',
    query: contracts.uploadQuery,
    answer: contracts.upload,
    handle: async (ctx, { actor, query, request }) => created(await createUpload(ctx, actor, query, request)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/uploads/:uploadId/link',
    summary: 'Short-lived addresses of an upload, to look at it before it is sent.',
    permission: 'conversations:read',
    params: z.object({ uploadId }),
    answer: contracts.uploadLink,
    handle: async (ctx, { actor, params }) => ok(await linkUpload(ctx, actor.companyId, params.uploadId)),
  }),
  publicEndpoint({
    method: 'GET',
    path: '/media/:token',
    summary: 'The bytes of a file, by an address that was given out for it.',
    publicBecause:
      'the address itself is signed, and ends after minutes: a browser sends no headers with an image',
    params: z.object({ token: z.string().check(z.maxLength(4_096)) }),
    handle: (ctx, { params, request }) => serveFile(ctx, params.token, request),
  }),
];
