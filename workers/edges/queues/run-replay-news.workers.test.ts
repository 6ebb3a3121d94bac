import { expect, it } from 'vitest';
import { createDeployment, type Person } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';

const HOUR_MS = 60 * 60 * 1_000;

/** Somebody of this number's account wants no marketing, and has called: neither is a message or a status. */
const newsOf = (number: string, from: string, atMs: number) => {
  const timestamp = String(Math.floor(atMs / 1_000));
  const metadata = { display_phone_number: '15550100000', phone_number_id: number };
  const base = { messaging_product: 'whatsapp', metadata };
  return {
    id: `8${number}`,
    changes: [
      {
        field: 'user_preferences',
        value: {
          ...base,
          user_preferences: [
            { wa_id: from, category: 'marketing_messages', value: 'stop', timestamp: Number(timestamp) },
          ],
        },
      },
      {
        field: 'calls',
        value: {
          ...base,
          calls: [
            {
              id: `wacid.${number}`,
              from,
              to: '15550100000',
              event: 'terminate',
              direction: 'USER_INITIATED',
              status: 'COMPLETED',
              timestamp,
              duration: 61,
            },
          ],
        },
      },
    ],
  };
};

it('brings back news of persons of the company, channel and time that are asked for, and of no other', async () => {
  const deployment = createDeployment();
  const mine = await deployment.signUp(await deployment.createCompany('replay-news'), 'owner');
  const theirs = await deployment.signUp(await deployment.createCompany('replay-news-others'), 'owner');
  const first = await deployment.connectNumber(mine, '6201');
  await deployment.connectNumber(mine, '6202');
  await deployment.connectNumber(theirs, '6203');
  const people = [
    { number: '6201', from: '5511955506201' },
    { number: '6202', from: '5511955506202' },
    { number: '6203', from: '5511955506203' },
  ];
  for (const { number, from } of people)
    await deployment.deliver(texts(number, { id: `wamid.${number}`, from }));
  await deployment.drain();
  // One delivery, and so one object of the archive, for all of them.
  await deployment.deliver({
    object: 'whatsapp_business_account',
    entry: people.map(({ number, from }) => newsOf(number, from, deployment.clock.now)),
  });
  await deployment.drain();
  await deployment.drainJobs();

  /** Whose news are there: those who want no marketing, and those whose call is in a thread. */
  const news = async () => {
    const { results } = await deployment.env.TENANT.prepare(
      `SELECT c.phone, c.marketing_opt_out_at_ms IS NOT NULL AS isOut,
              (SELECT count(*) FROM conversations v JOIN messages m
                 ON m.company_id = v.company_id AND m.conversation_id = v.id AND m.type = 'call'
               WHERE v.company_id = c.company_id AND v.contact_id = c.id) AS calls
       FROM contacts c WHERE c.company_id IN (?1, ?2) ORDER BY c.phone`,
    )
      .bind(mine.companyId, theirs.companyId)
      .all<{ phone: string; isOut: number; calls: number }>();
    return results
      .filter(({ isOut, calls }) => isOut === 1 && calls === 1)
      .map(({ phone }) => phone.slice(-4));
  };
  const lose = async () => {
    for (const { companyId } of [mine, theirs])
      await deployment.env.TENANT.batch([
        deployment.env.TENANT.prepare("DELETE FROM messages WHERE company_id = ?1 AND type = 'call'").bind(
          companyId,
        ),
        deployment.env.TENANT.prepare(
          `UPDATE contacts SET marketing_opt_out_at_ms = NULL, marketing_opt_out_source = NULL,
             marketing_changed_at_ms = NULL WHERE company_id = ?1`,
        ).bind(companyId),
      ]);
  };
  const replay = async (person: Person, fromMs: number, toMs: number, channelId?: string) => {
    const only = channelId === undefined ? {} : { channelId };
    await deployment.json(person, 'POST', '/v1/replays', { fromMs, toMs, ...only });
    await deployment.drainJobs();
    return news();
  };

  expect(await news()).toEqual(['6201', '6202', '6203']);
  await lose();
  const { now } = deployment.clock;
  expect(await replay(mine, now - 3 * HOUR_MS, now - HOUR_MS)).toEqual([]);
  expect(await replay(mine, now - HOUR_MS, now + HOUR_MS, first.id)).toEqual(['6201']);
  expect(await replay(mine, now - HOUR_MS, now + HOUR_MS)).toEqual(['6201', '6202']);
  expect(await replay(theirs, now - HOUR_MS, now + HOUR_MS)).toEqual(['6201', '6202', '6203']);
});
