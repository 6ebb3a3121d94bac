import { useState } from 'preact/hooks';
import { Tabs } from '../../ui/tabs.tsx';
import styles from './verify-example.module.css';

const EXAMPLES = {
  library: `import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.RECADO_SECRET);

app.post('/hooks/recado', (request, response) => {
  let event;
  try {
    // The body as it came: not parsed and written again.
    event = webhook.verify(request.rawBody, request.headers);
  } catch {
    return response.status(401).end();
  }
  if (isNew(request.headers['webhook-id'])) handle(event);
  response.status(204).end();
});`,
  hand: `import { createHmac, timingSafeEqual } from 'node:crypto';

const key = Buffer.from(secret.slice('whsec_'.length), 'base64');

function isFromRecado(headers, body) {
  const id = headers['webhook-id'];
  const sentAt = headers['webhook-timestamp']; // seconds
  if (Math.abs(Date.now() / 1000 - sentAt) > 300) return false;
  const digest = createHmac('sha256', key)
    .update(\`\${id}.\${sentAt}.\${body}\`)
    .digest();
  // More than one while the secret changes.
  return headers['webhook-signature'].split(' ').some((one) => {
    const given = Buffer.from(one.replace('v1,', ''), 'base64');
    return given.length === digest.length && timingSafeEqual(given, digest);
  });
}`,
} as const;

/** How a receiver knows that a call comes from here. */
export const VerifyExample = () => {
  const [shown, setShown] = useState<keyof typeof EXAMPLES>('library');
  return (
    <div class={styles.parts}>
      <p>
        Calls are signed as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> asks. Answer with
        2xx within 15 seconds; anything else is tried again for three days, under the same{' '}
        <code>webhook-id</code>, so forget ids that you have seen.
      </p>
      <Tabs
        label="Examples"
        tabs={[
          { id: 'library', label: 'With its library' },
          { id: 'hand', label: 'By hand' },
        ]}
        value={shown}
        onValue={setShown}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard */}
      <pre class={styles.code} tabIndex={0} aria-label="Verification example">
        {EXAMPLES[shown]}
      </pre>
    </div>
  );
};
