import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { call } from './api.ts';
import { control, NUMBER } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

interface Settings {
  rules: object;
  notify: { mutedFamilies: readonly string[] };
  version: number;
}

interface Mailbox {
  items: { to: string[]; subject: string; text: string }[];
}

/** Gives the families that were muted before. */
async function changeSettings(
  change: { mutedFamilies: readonly string[] },
  webhook: { webhookUrl?: null } = {},
): Promise<readonly string[]> {
  const { body } = await call('owner', 'GET', '/v1/alert-settings');
  const { rules, notify, version } = body as Settings;
  const changed = { rules, notify: { ...notify, ...change }, version, ...webhook };
  expect((await call('owner', 'PUT', '/v1/alert-settings', changed)).status).toBe(200);
  return notify.mutedFamilies;
}

describe('alerts', () => {
  it('reach the people who were chosen, by mail and webhook, until somebody says that they are over', async () => {
    const before = await changeSettings({ mutedFamilies: [] });
    const page = await stage.window();
    const receiver = `alerts-${crypto.randomUUID().slice(0, 8)}`;
    await page.getByRole('link', { name: 'Alerts' }).click();
    await page.getByRole('tab', { name: 'Rules and people' }).click();
    const people = page.getByRole('region', { name: 'Who is told' });
    await people.getByRole('checkbox', { name: /owner@demo\.test/ }).check();
    const hook = people.getByRole('textbox', { name: 'Webhook' });
    await hook.fill('https://127.0.0.1/hook');
    stage.mayFail(/status of 422/);
    await page.getByRole('button', { name: 'Save' }).click();
    await people.getByText('not on the public internet').waitFor();
    await hook.fill(`${inject('simulatorUrl').replace('localhost', '127.0.0.1')}/receivers/${receiver}`);
    await page.getByRole('button', { name: 'Save' }).click();
    await people.getByText(/^A webhook at/).waitFor();

    const told = page.getByRole('region', { name: 'What was told' });
    await told.getByRole('button', { name: 'Send a test' }).click();
    await told
      .getByRole('listitem')
      .filter({ hasText: 'A test of alerts by mail to Helena Prado' })
      .first()
      .waitFor();
    await expect
      .poll(async () => (await control<Mailbox>('GET', '/mails')).items)
      .toContainEqual(expect.objectContaining({ to: ['owner@demo.test'], subject: 'A test of alerts' }));

    // Something breaks.
    const title = 'Meta reports a policy violation';
    // Of this one: others of the same kind may open at the same time, and share a mail with it.
    const mailsThatSay = async (word: string) =>
      (await control<Mailbox>('GET', '/mails')).items.filter(({ text }) =>
        new RegExp(`^${word}: ${title}\n.*Drugs`, 'im').test(text),
      ).length;
    const openedBefore = await mailsThatSay('Warning');
    const overBefore = await mailsThatSay('Over');
    await control('POST', '/changes', {
      phoneNumberId: NUMBER,
      field: 'account_update',
      value: { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'DRUGS' } },
    });
    await page.getByRole('link', { name: /^Alerts, \d+ new$/ }).waitFor();
    await page.getByRole('tab', { name: 'Open' }).click();
    const alert = page
      .getByRole('list', { name: 'Alerts' })
      .getByRole('listitem')
      .filter({ hasText: title })
      .filter({ hasText: 'Drugs' });
    await alert.waitFor();
    await expect.poll(() => mailsThatSay('Warning')).toBe(openedBefore + 1);
    await expect
      .poll(async () => {
        const { calls } = await control<{ calls: { body: string }[] }>('GET', `/receivers/${receiver}`);
        return calls.map(({ body }) => body).join('\n');
      })
      .toContain(title);
    await alert.getByRole('button', { name: 'Who was told' }).click();
    await alert.getByText('by mail to Helena Prado').waitFor();
    await alert.getByRole('button', { name: 'Acknowledge' }).click();
    await alert.getByText('Seen by Helena Prado').waitFor();
    await alert.getByRole('button', { name: 'Resolve' }).click();
    await alert.waitFor({ state: 'detached' });
    await expect.poll(() => mailsThatSay('Over')).toBe(overBefore + 1);

    // What others rely on comes back as it was.
    await changeSettings({ mutedFamilies: before }, { webhookUrl: null });
  });

  it('have rules that change under the eyes of a colleague, and never under what they are writing', async () => {
    const before = await changeSettings({ mutedFamilies: [] });
    const page = await stage.window();
    await page.getByRole('link', { name: 'Alerts' }).click();
    await page.getByRole('tab', { name: 'Rules and people' }).click();
    const family = page.getByRole('checkbox', { name: 'Sending that is stopped' });
    const other = page.getByRole('checkbox', { name: 'Webhooks of yours that fail' });
    await family.and(page.locator(':checked')).waitFor();
    await changeSettings({ mutedFamilies: ['sending'] });
    await family.and(page.locator(':not(:checked)')).waitFor();

    await other.uncheck();
    await changeSettings({ mutedFamilies: [] });
    await page.getByText('Somebody else has saved these settings').waitFor();
    expect([await family.isChecked(), await other.isChecked()]).toEqual([false, false]);
    const pictures = process.env['PICTURES'];
    if (pictures !== undefined) {
      for (const width of [1_440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.getByRole('button', { name: 'Show theirs' }).scrollIntoViewIfNeeded();
        await page.screenshot({ path: join(pictures, `alert-settings-${width}.png`) });
      }
      await page.setViewportSize({ width: 1_440, height: 900 });
    }
    await page.getByRole('button', { name: 'Show theirs' }).click();
    await family.and(page.locator(':checked')).waitFor();
    await other.and(page.locator(':checked')).waitFor();
    await changeSettings({ mutedFamilies: before });
  });
});
