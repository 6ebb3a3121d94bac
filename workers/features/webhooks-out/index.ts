export { refusalOf, requireReceiverUrl } from './check-receiver-url.ts';
export { followLogs } from './follow-logs.ts';
export { planDeliveries } from './plan-deliveries.ts';
export { PUSH_TIMEOUT_SECONDS, pushDeliveries } from './push-deliveries.ts';
export { publishAndPlan } from './wake-planner.ts';
