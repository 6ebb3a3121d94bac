import type { Env, Hono } from 'hono';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The built phone page. Names with a hash in them may be kept for ever, the page itself never. */
export function servePage<E extends Env>(app: Hono<E>, folder: string): void {
  app.get('/', () => answerFile(folder, 'index.html'));
  app.get('/assets/*', (context) => answerFile(folder, normalize(context.req.path)));
}

async function answerFile(folder: string, path: string): Promise<Response> {
  try {
    const bytes = await readFile(join(folder, path));
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': contentTypes[extname(path)] ?? 'application/octet-stream',
        'cache-control': path === 'index.html' ? 'no-store' : 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
      },
    });
  } catch {
    return path === 'index.html'
      ? new Response('The phone page is not built: npx vite build --config simulator/vite.config.ts\n', {
          status: 503,
        })
      : new Response('Not found', { status: 404 });
  }
}
