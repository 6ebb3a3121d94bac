import * as z from 'zod/mini';
import { publicEndpoint, type Endpoint } from '../../edges/http/endpoint.ts';
import { serveFile } from './serve-file.ts';

export const fileRoutes: readonly Endpoint[] = [
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
