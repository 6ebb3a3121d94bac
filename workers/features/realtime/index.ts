export { drainLogs } from './drain-logs.ts';
