import type { JsonObject, Template, TemplateStatus } from '../world/types.ts';
import type { World } from '../world/world.ts';

/** What some events carry besides. */
const explanations: Record<string, JsonObject> = {
  PAUSED: {
    other_info: {
      title: 'FIRST_PAUSE',
      description: 'Messages from this template have a high block rate; it is paused for 3 hours.',
    },
  },
  DISABLED: { disable_info: { disable_date: 'June 15, 2026' } },
  REJECTED: {
    rejection_info: {
      reason: 'The template has parameters placed next to each other without text between them.',
      recommendation: 'Separate parameters with descriptive text.',
    },
  },
};

/** Meta looks at a new or changed template after a while, as the settings say. */
export function reviewTemplate(world: World, templateId: string): void {
  const { templateReview, templateReviewDelayMs } = world.settings.get();
  if (templateReview === 'by-hand') return;
  const done = world.work.begin();
  world.clock.after(templateReviewDelayMs, () => {
    decideTemplate(world, templateId, templateReview === 'approve' ? 'APPROVED' : 'REJECTED');
    done();
  });
}

/** Sets the status and tells the business. */
export function decideTemplate(
  world: World,
  templateId: string,
  status: TemplateStatus,
  reason?: string,
  /** Named in the webhook instead of the status: FLAGGED, LOCKED, PENDING_DELETION and the like. */
  event: string = status,
): Template | undefined {
  const template = world.store.templates.find(templateId);
  const number = world.store.numbers.list().find((candidate) => candidate.wabaId === template?.wabaId);
  if (!template || !number) return undefined;
  const rejectedReason = status === 'REJECTED' ? (reason ?? 'INVALID_FORMAT') : 'NONE';
  const next: Template = { ...template, status, rejectedReason };
  world.store.templates.save(next);
  world.happenings.publish({ kind: 'template.changed', template: next });
  world.outbox.add({
    kind: 'change',
    number,
    field: 'message_template_status_update',
    value: {
      event,
      // A number on the wire although ids are strings everywhere else (template status reference).
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language,
      reason: rejectedReason,
      message_template_category: template.category,
      ...explanations[event],
    },
  });
  return next;
}
