export { forgetLogs } from './forget-logs.ts';
export { forgetOldRows } from './forget-old-rows.ts';
