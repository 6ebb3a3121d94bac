/** How long 10,000 dead letters take to go back and be done, each once, and what that writes. */
import { createControl, rowsWritten } from './cost/control.ts';
import { createSendingCompany } from './cost/replies.ts';
import { idOf } from './deployment/company.ts';
import { storeHistory } from './deployment/history.ts';
import { startLocalDeployment } from './deployment/local-deployment.ts';
import { report, say } from './report.ts';
import type { ControlAnswer } from './worker/recorded.ts';

const LETTERS = 10_000;
const PER_BATCH = 100;
const LANE = 'messages';
const KIND = 'conversation.seen';
const CODE = 'timeout';

const deployment = await startLocalDeployment('bench/worker/recorded.ts');
try {
  const control = createControl(deployment.origin);
  const company = await createSendingCompany(deployment, 1);
  await storeHistory(deployment.tenant, company, LETTERS * 20);
  say(`redrive: ${LETTERS} dead letters`);
  for (let from = 0; from < LETTERS; from += PER_BATCH) {
    const bodies = Array.from({ length: PER_BATCH }, (_, n) => ({
      v: 1,
      kind: KIND,
      lane: LANE,
      companyId: company.id,
      ref: { conversationId: idOf('conv', from + n) },
      untilMs: Date.now(),
    }));
    await control({ do: 'keep-letters', lane: LANE, code: CODE, bodies });
  }
  say('redrive: back into their lane, and done');
  const answers: ControlAnswer[] = [];
  const startedMs = performance.now();
  answers.push(await control({ do: 'redrive', companyId: company.id, lane: LANE, kind: KIND, code: CODE }));
  while (hasWaiting(answers.at(-1))) {
    answers.push(await control({ do: 'drain', queue: 'jobs', most: 1 }));
    answers.push(await control({ do: 'drain', queue: LANE, most: PER_BATCH }));
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  const { results } = await deployment.directory
    .prepare(`SELECT state, count(*) AS count FROM dead_letters GROUP BY state`)
    .all<{ state: string; count: number }>();
  const rows = answers.reduce((sum, { directory }) => sum + rowsWritten(directory), 0);
  await report({
    bench: 'redrive',
    figures: [
      { name: `${LETTERS.toLocaleString('en-US')} dead letters back and done`, value: seconds, unit: 's' },
      {
        name: 'of these done, each by one call of the provider',
        value:
          answers.at(-1)?.calls === LETTERS ? (results.find(({ state }) => state === 'done')?.count ?? 0) : 0,
        unit: 'letters',
        target: { atLeast: LETTERS },
      },
      { name: 'rows written per letter', value: rows / LETTERS, unit: 'rows' },
    ],
    details: { seconds, states: results, rows },
  });
} finally {
  await deployment.stop();
}

function hasWaiting(answer: ControlAnswer | undefined): boolean {
  return (answer?.waiting.jobs ?? 0) > 0 || (answer?.waiting[LANE] ?? 0) > 0;
}
