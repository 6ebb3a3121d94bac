export { commitAlerts } from './commit-alerts.ts';
export { decideAlert } from './decide-alert.ts';
export { listAlerts, listOpenAlerts } from './list-alerts.ts';
export { planAlerts, type AlertPlan } from './plan-alerts.ts';
export {
  alertOf,
  deleteMutes,
  findAlert,
  markTold,
  selectMuted,
  selectOpen,
  selectUntold,
  type AlertRow,
} from './queries.ts';
export { raiseAlert } from './raise-alert.ts';
export { resolveAlert } from './resolve-alert.ts';
export { rankOf, RULE_KEY, type OpenAlert, type Trouble } from './rules.ts';
