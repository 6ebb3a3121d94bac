export { queueRefreshes } from './queue-refreshes.ts';
export { refreshHealth } from './refresh-health.ts';
