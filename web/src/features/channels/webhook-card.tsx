import { useEffect, useState } from 'preact/hooks';
import type { MetaApp } from '../../../../workers/contracts/api/access.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyField } from './copy-field.tsx';
import { MetaAppDialog } from './meta-app-dialog.tsx';
import styles from './webhook-card.module.css';

/** Where Meta must send what customers write. */
export const WebhookCard = () => {
  const { api, can } = useWorkspace();
  const [app, setApp] = useState<MetaApp | null>(null);
  const [isEditing, setIsEditing] = useState(false);
  const isShown = can('company:read');
  useEffect(() => {
    if (isShown) void api.getMetaApp().then(setApp, () => undefined);
  }, [isShown]);

  return (
    <section class={styles.card} aria-labelledby="webhook-title">
      <h2 id="webhook-title" class={styles.title}>
        Webhook
      </h2>
      <p class={styles.text}>
        In Meta’s App Dashboard, open WhatsApp, then Configuration, and paste this as the callback URL.
        Subscribe to the field <code>messages</code>.
      </p>
      <CopyField label="webhook URL" value={`${location.origin}/webhooks/meta`} />
      {app !== null && (
        <div class={styles.own}>
          <div class={styles.ownText}>
            <p class={styles.ownTitle}>
              Your own Meta app{' '}
              <Badge tone={app.configured ? 'success' : 'neutral'}>
                {app.configured ? 'Set up' : 'Not used'}
              </Badge>
            </p>
            <p class={styles.text}>
              Channels that are bound to your company’s own app receive their webhooks at an address of their
              own.
            </p>
          </div>
          {can('company:write') && (
            <Button size="sm" onClick={() => setIsEditing(true)}>
              {app.configured ? 'Change' : 'Set up'}
            </Button>
          )}
          {app.configured && (
            <div class={styles.full}>
              <CopyField label="own webhook URL" value={new URL(app.webhookUrl, location.origin).href} />
            </div>
          )}
        </div>
      )}
      {isEditing && (
        <MetaAppDialog
          onClose={() => setIsEditing(false)}
          onSaved={(saved) => {
            setApp(saved);
            setIsEditing(false);
          }}
        />
      )}
    </section>
  );
};
