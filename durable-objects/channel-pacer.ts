import { DurableObject } from 'cloudflare:workers';
import type { Breaker, StopScope } from '../workers/contracts/api/breaker.ts';
import type {
  ChannelPacerRpc,
  OpenedStop,
  Permit,
  PermitRequest,
  StopRequest,
} from '../workers/platform/pacer.ts';
import { createBreakers, type Breakers } from './breakers.ts';
import { ask, type Rate } from './rate.ts';

/** Messages of one number to one person: one in 6 seconds, up to 45 at once. Source: Meta, pair rate limit. */
const PAIR_RATE: Rate = { intervalMs: 6_000, burst: 45 };

/**
 * Keeps one channel within Meta's rates, and stops it where Meta says so. The pairs are stored, because they take
 * minutes to recover and an idle object is evicted within seconds; the number's own rate has recovered by then.
 */
export class ChannelPacer extends DurableObject implements ChannelPacerRpc {
  private numberPaidUntilMs = 0;
  private perSecond = 80;
  private readonly breakers: Breakers;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    state.storage.sql.exec(
      'CREATE TABLE IF NOT EXISTS pairs (recipient TEXT PRIMARY KEY, paid_until_ms REAL NOT NULL) WITHOUT ROWID',
    );
    this.breakers = createBreakers(state.storage.sql);
  }

  acquire({ ref, to, perSecond }: PermitRequest, nowMs: number): Promise<Permit> {
    this.perSecond = perSecond;
    const stop = this.breakers.find(to, nowMs);
    if (stop !== null) {
      const waitMs = stop.waitMs + this.breakers.noteWaiting(ref) * this.numberRate().intervalMs;
      return Promise.resolve({ kind: 'stopped', breaker: stop.breaker, waitMs });
    }
    const sql = this.ctx.storage.sql;
    const [row] = sql.exec('SELECT paid_until_ms AS paid FROM pairs WHERE recipient = ?', to).toArray();
    const pair = ask(PAIR_RATE, Number(row?.['paid'] ?? 0), nowMs);
    const number = ask(this.numberRate(), this.numberPaidUntilMs, nowMs);
    const waitMs = Math.max(pair.waitMs, number.waitMs);
    const rate = pair.waitMs > number.waitMs ? 'pair' : 'number';
    if (waitMs > 0) return Promise.resolve({ kind: 'wait', rate, waitMs });
    this.numberPaidUntilMs = number.paidUntilMs;
    sql.exec('INSERT OR REPLACE INTO pairs (recipient, paid_until_ms) VALUES (?, ?)', to, pair.paidUntilMs);
    this.forgetRecoveredPairs(nowMs);
    this.breakers.forgetWaiting(ref);
    return Promise.resolve({ kind: 'granted', probes: this.breakers.probe(to, nowMs) });
  }

  open(stop: StopRequest, nowMs: number): Promise<OpenedStop> {
    return Promise.resolve(this.breakers.open(stop, nowMs));
  }

  close(scopes: StopScope[], to: string | null, nowMs: number): Promise<StopScope[]> {
    const closed = this.breakers.close(scopes, to);
    // What has waited comes one after the other: a burst could bring the stop back at once.
    const { intervalMs, burst } = this.numberRate();
    if (closed.some((scope) => scope !== 'pair')) {
      this.numberPaidUntilMs = Math.max(this.numberPaidUntilMs, nowMs + intervalMs * (burst - 1));
    }
    return Promise.resolve(closed);
  }

  wait(ref: string): Promise<void> {
    this.breakers.noteWaiting(ref);
    return Promise.resolve();
  }

  state(): Promise<{ stops: Breaker[]; waitingCount: number }> {
    return Promise.resolve(this.breakers.state());
  }

  takeWaiting(limit: number): Promise<string[]> {
    return Promise.resolve(this.breakers.takeWaiting(limit));
  }

  /** A second's worth at once. Source: Meta, Cloud API throughput. */
  private numberRate(): Rate {
    return { intervalMs: 1_000 / this.perSecond, burst: this.perSecond };
  }

  private forgetRecoveredPairs(nowMs: number): void {
    if (Math.random() > 0.01) return;
    this.ctx.storage.sql.exec('DELETE FROM pairs WHERE paid_until_ms <= ?', nowMs);
  }
}
