import { expect, it } from 'vitest';
import { call } from './api.ts';
import { answer, begin, untilDelivered } from './inbox.ts';
import { newCustomer } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

it('found messages are narrowed by author, contact and days, and widened again', async () => {
  const page = await stage.window();
  const [ana, bo] = [await newCustomer('Anton Quill'), await newCustomer('Berta Quill')];
  await bo.writes('A zanzibar chair, please');
  await begin(page, ana, 'Do you have zanzibar oak?');
  await answer(page, 'Our zanzibar oak is sold out');
  await untilDelivered(page, ana, 1);
  const indexed = async () => {
    const { body } = await call('owner', 'GET', '/v1/search/messages?q=zanzibar');
    return (body as { items: unknown[] }).items.length;
  };
  await expect.poll(indexed).toBe(3);
  await page.getByRole('searchbox').fill('zanzibar');
  const found = page.getByRole('region', { name: 'Found messages' });
  const texts = () => found.getByRole('link').count();
  await expect.poll(texts).toBe(3);

  await found.getByRole('button', { name: 'Author', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'You' }).click();
  await expect.poll(texts).toBe(1);
  await found.getByText('is sold out').waitFor();
  await found.getByRole('button', { name: 'Any author' }).click();
  await expect.poll(texts).toBe(3);

  await found.getByRole('button', { name: 'Contact', exact: true }).press('Enter');
  await page.getByRole('searchbox', { name: 'Find a contact' }).fill('Berta');
  await page.getByRole('button', { name: 'Berta Quill', exact: true }).waitFor();
  await page.getByRole('searchbox', { name: 'Find a contact' }).press('Enter');
  await expect.poll(texts).toBe(1);
  await found.getByRole('button', { name: 'Contact: Berta Quill' }).waitFor();

  await found.getByRole('button', { name: 'Date', exact: true }).click();
  await page.getByLabel('To', { exact: true }).fill('2020-01-31');
  await found.getByText('with these filters').waitFor();
});
