import { DurableObject } from 'cloudflare:workers';
import type { ChannelPacerRpc } from '../workers/platform/pacer.ts';
import { ask, type Rate } from './rate.ts';

/** Messages of one number: 80 a second. Source: Meta, Cloud API throughput. */
const NUMBER_RATE: Rate = { intervalMs: 1_000 / 80, burst: 80 };
/** Messages of one number to one person: one in 6 seconds, up to 45 at once. Source: Meta, pair rate limit. */
const PAIR_RATE: Rate = { intervalMs: 6_000, burst: 45 };

/**
 * Keeps one channel within Meta's rates. The pairs are stored, because they take minutes to recover and an idle
 * object is evicted within seconds; the number's own rate has recovered by then.
 */
export class ChannelPacer extends DurableObject implements ChannelPacerRpc {
  private numberPaidUntilMs = 0;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    state.storage.sql.exec(
      'CREATE TABLE IF NOT EXISTS pairs (recipient TEXT PRIMARY KEY, paid_until_ms REAL NOT NULL) WITHOUT ROWID',
    );
  }

  acquire(to: string, nowMs: number): Promise<number> {
    const sql = this.ctx.storage.sql;
    const [row] = sql.exec('SELECT paid_until_ms AS paid FROM pairs WHERE recipient = ?', to).toArray();
    const pair = ask(PAIR_RATE, Number(row?.['paid'] ?? 0), nowMs);
    const number = ask(NUMBER_RATE, this.numberPaidUntilMs, nowMs);
    const waitMs = Math.max(pair.waitMs, number.waitMs);
    if (waitMs === 0) {
      this.numberPaidUntilMs = number.paidUntilMs;
      sql.exec('INSERT OR REPLACE INTO pairs (recipient, paid_until_ms) VALUES (?, ?)', to, pair.paidUntilMs);
      this.forgetRecoveredPairs(nowMs);
    }
    return Promise.resolve(waitMs);
  }

  private forgetRecoveredPairs(nowMs: number): void {
    if (Math.random() > 0.01) return;
    this.ctx.storage.sql.exec('DELETE FROM pairs WHERE paid_until_ms <= ?', nowMs);
  }
}
