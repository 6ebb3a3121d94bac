export { drainLogs } from './drain-logs.ts';
export { listCompanyIds } from './queries.ts';
