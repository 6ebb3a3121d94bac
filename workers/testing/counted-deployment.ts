import { createDatabaseMetrics } from '../platform/metrics/database-metrics.ts';
import { NO_METRICS, type Metrics } from '../platform/metrics/port.ts';
import { createDeployment, type Deployment } from './deployment.ts';

/** A deployment that counts its jobs in its own database. */
export function createCountedDeployment(options: { vars?: Record<string, string> } = {}): {
  deployment: Deployment;
  /** Waits until everything counted so far is written down. */
  settled: () => Promise<void>;
} {
  const written: Promise<unknown>[] = [];
  let metrics = NO_METRICS;
  const late: Metrics = {
    record: (subject, counts) => metrics.record(subject, counts),
    read: (subjects, sinceMs) => metrics.read(subjects, sinceMs),
    sum: (subjects, fromMs, toMs) => metrics.sum(subjects, fromMs, toMs),
  };
  const deployment = createDeployment({ ...options, metrics: late });
  const ctx = deployment.context();
  metrics = createDatabaseMetrics({
    db: ctx.directory,
    nowMs: ctx.clock.nowMs,
    waitUntil: (work) => void written.push(work),
    log: ctx.log,
    gatherMs: 0,
  });
  return {
    deployment,
    settled: async () => {
      while (written.length > 0) await written.shift();
    },
  };
}
