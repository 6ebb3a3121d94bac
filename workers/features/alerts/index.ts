export { listOpenAlerts } from './list-alerts.ts';
export { planAlerts, type AlertPlan } from './plan-alerts.ts';
export { raiseAlert } from './raise-alert.ts';
export { resolveAlert } from './resolve-alert.ts';
export type { Trouble } from './rules.ts';
