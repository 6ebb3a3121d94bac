export { drainLog, drainLogs } from './drain-logs.ts';
