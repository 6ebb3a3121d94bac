import { describe, expect, it } from 'vitest';
import type { Alert } from '../../contracts/api/alerts.ts';
import { openOffice, type Office } from '../../testing/thread.ts';

/** A notice of the account, dated so many seconds before now. */
function notice({ deployment, channel }: Office, field: string, value: object, secondsAgo: number) {
  const time = Math.floor(deployment.clock.now / 1_000) - secondsAgo;
  return deployment.deliver({
    object: 'whatsapp_business_account',
    entry: [{ id: channel.wabaId, time, changes: [{ field, value }] }],
  });
}

const openAlerts = async ({ deployment, owner }: Office) =>
  (await deployment.json<{ items: Alert[] }>(owner, 'GET', '/v1/alerts')).items.map(({ kind }) => kind);

const banned = { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } };
const reinstated = { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } };
const template = { message_template_name: 'late_order', message_template_language: 'en' };

describe('a trouble of an account', () => {
  it('stands when the end of an earlier one is told late', async () => {
    const office = await openOffice();
    await notice(office, 'account_update', banned, 10);
    await office.deployment.drain();
    await notice(office, 'account_update', reinstated, 100);
    await office.deployment.drain();
    expect(await openAlerts(office)).toEqual(['account.banned']);
  });

  it('that is told after its end is no news', async () => {
    const office = await openOffice();
    await notice(office, 'account_update', reinstated, 10);
    await office.deployment.drain();
    await notice(office, 'account_update', banned, 100);
    await office.deployment.drain();
    expect(await openAlerts(office)).toEqual([]);
  });

  it.each([
    ['in their order', [banned, reinstated], [100, 10]],
    ['in the other order', [reinstated, banned], [10, 100]],
  ])('is over when it comes together with its end, %s', async (_, values, ages) => {
    const office = await openOffice();
    for (const [index, value] of values.entries())
      await notice(office, 'account_update', value, ages[index] ?? 0);
    await office.deployment.drain();
    expect(await openAlerts(office)).toEqual([]);
  });

  it.each([
    [
      'a payment configuration',
      'payment_configuration_update',
      { configuration_name: 'main', status: 'Needs Testing' },
      { configuration_name: 'main', status: 'Active' },
    ],
    [
      'a template',
      'message_template_status_update',
      { ...template, event: 'PAUSED', other_info: { title: 'FIRST_PAUSE' } },
      { ...template, event: 'APPROVED' },
    ],
    [
      'an alert of Meta’s',
      'account_alerts',
      { alert_info: { alert_severity: 'WARNING', alert_status: 'ACTIVE', alert_type: 'BILLING' } },
      { alert_info: { alert_severity: 'WARNING', alert_status: 'RESOLVED', alert_type: 'BILLING' } },
    ],
  ])('of %s is over when Meta says so', async (_, field, trouble, end) => {
    const office = await openOffice();
    await notice(office, field, trouble, 100);
    await office.deployment.drain();
    expect(await openAlerts(office)).toHaveLength(1);
    await notice(office, field, end, 10);
    await office.deployment.drain();
    expect(await openAlerts(office)).toEqual([]);
    // What was before that and is told only now is over too; what comes after it is not.
    await notice(office, field, { ...trouble, told: 'late' }, 50);
    await office.deployment.drain();
    expect(await openAlerts(office)).toEqual([]);
    await notice(office, field, trouble, 5);
    await office.deployment.drain();
    expect(await openAlerts(office)).toHaveLength(1);
  });

  it('of a template that is told only after its end raises nothing', async () => {
    const office = await openOffice();
    const status = 'message_template_status_update';
    const ended = { ...template, event: 'APPROVED', other_info: { title: 'UNPAUSE' } };
    await notice(office, status, ended, 10);
    await office.deployment.drain();
    await notice(office, status, { ...template, event: 'PAUSED', other_info: { title: 'FIRST_PAUSE' } }, 100);
    await office.deployment.drain();
    expect(await openAlerts(office)).toEqual([]);
    const other = { ...template, message_template_language: 'pt_BR', event: 'PAUSED' };
    await notice(office, status, other, 100);
    await office.deployment.drain();
    expect(await openAlerts(office)).toEqual(['template.stopped']);
  });
});
