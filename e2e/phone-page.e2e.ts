import { describe, expect, inject, it } from 'vitest';
import { answer, openThread, shownThread, threadOn } from './inbox.ts';
import { newCustomer } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

describe('the phone’s page', () => {
  it('writes as a customer, shows the ticks, and receives the answer', async () => {
    const customer = await newCustomer('Paula Ferreira');
    const phone = await stage.newcomer();
    await phone.goto(inject('simulatorUrl'));
    await phone
      .getByRole('region', { name: 'Customers' })
      .getByRole('button', { name: customer.name })
      .click();
    const screen = phone.getByRole('region', { name: `Phone of ${customer.name}` });
    const field = screen.getByRole('textbox', { name: 'Message to the business' });
    await field.fill('Do you have it in green?');
    await field.press('Enter');
    const log = screen.getByRole('log', { name: 'Messages' });
    await log.getByText('Do you have it in green?').waitFor();
    await expect.poll(() => field.inputValue()).toBe('');
    await log.getByRole('img', { name: /delivered to the business|read by the business/ }).waitFor();

    const page = await stage.window();
    await openThread(page, customer);
    await threadOn(page).getByText('Do you have it in green?').waitFor();
    await answer(page, 'In green and in blue.');
    await log.getByText('In green and in blue.').waitFor();
    // The chat is open on the phone, so it is read at once.
    await threadOn(page).getByLabel('Read').waitFor();
  });

  it('makes a new customer', async () => {
    const name = 'Quentin Dubois';
    const phone = await stage.newcomer();
    await phone.goto(inject('simulatorUrl'));
    await phone.getByRole('button', { name: 'New customer' }).click();
    await phone.getByRole('textbox', { name: 'Name' }).fill(name);
    await phone.getByRole('button', { name: 'Add customer' }).click();
    const field = phone.getByRole('textbox', { name: 'Message to the business' });
    await phone.getByRole('region', { name: `Phone of ${name}` }).waitFor();
    await field.fill('Bonjour');
    await phone.getByRole('button', { name: 'Send', exact: true }).click();
    const page = await stage.window();
    await openThread(page, { name });
    await threadOn(page).getByText('Bonjour').waitFor();
    await expect.poll(() => shownThread(page)).toEqual([{ text: 'Bonjour', status: 'received' }]);
  });
});
