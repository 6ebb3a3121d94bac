export { evaluateRules } from './evaluate-rules.ts';
export { findSettings } from './get-settings.ts';
export { webhookUrlPlace } from './place-webhook-url.ts';
export { queueEvaluations } from './queue-evaluations.ts';
export type { StoredSettings } from './settings.ts';
