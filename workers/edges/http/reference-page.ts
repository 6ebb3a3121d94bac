import { html, raw } from 'hono/html';
import type { Endpoint } from './endpoint.ts';

/** The API's reference page: plain HTML from the same endpoints as /openapi.json, without scripts. */
export async function referencePage(endpoints: readonly Endpoint[]): Promise<Response> {
  const rows = endpoints.map(
    (one) =>
      html`<tr>
        <td><code class="method ${one.method.toLowerCase()}">${one.method}</code></td>
        <td><code>${one.path}</code></td>
        <td>${one.summary}</td>
        <td>${'permission' in one ? one.permission : `public: ${one.publicBecause}`}</td>
      </tr>`,
  );
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Recado API</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <h1>Recado API</h1>
          <p>
            Sign in with <code>POST /v1/auth/login</code> and send the access token as
            <code>Authorization: Bearer …</code>. Lists answer <code>{items, nextCursor}</code>; give
            <code>nextCursor</code> back as <code>cursor</code>. Times are milliseconds since 1970, UTC.
            Errors are <code>application/problem+json</code> with a stable <code>code</code> and a
            <code>requestId</code>. Shapes are in <a href="/openapi.json">/openapi.json</a>.
          </p>
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>Method</th>
                  <th>Path</th>
                  <th>What it does</th>
                  <th>Who may</th>
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>
          </div>
        </main>
      </body>
    </html>`;
  return new Response(String(page), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    },
  });
}

const STYLE = `
  :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 15%, transparent); }
  body { margin: 0; font: 15px/1.6 system-ui, sans-serif; }
  main { max-width: 70rem; margin: 0 auto; padding: 2rem 1rem; }
  code { font: 0.9em ui-monospace, monospace; }
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; vertical-align: top; padding: 0.5rem 0.75rem; border-bottom: 1px solid var(--line); }
  .method { font-weight: 700; }
`;
