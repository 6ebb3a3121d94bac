import { describe, expect, it } from 'vitest';
import { answer, begin, threadOn, untilDelivered } from './inbox.ts';
import { newCustomer } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

describe('the life of a message', () => {
  it('is followed from the thread, and found by its id in operations', async () => {
    const page = await stage.window();
    const customer = await newCustomer(`Lene Holm ${crypto.randomUUID().slice(0, 4)}`);
    await begin(page, customer, 'Is it on its way?');
    await answer(page, 'It left this morning');
    await untilDelivered(page, customer, 1);
    const line = threadOn(page).locator('[data-message]').filter({ hasText: 'It left this morning' });
    await line.hover();
    await line.getByRole('button', { name: 'Message actions' }).click();
    await page.getByRole('menuitem', { name: 'Info' }).click();
    await page.getByRole('button', { name: 'Follow this message' }).click();
    const dialog = page.getByRole('dialog', { name: 'The life of this message' });
    const happened = dialog.getByRole('region', { name: 'What happened' }).getByRole('listitem');
    await happened.filter({ hasText: 'Given to WhatsApp, which took it' }).waitFor();
    await happened.filter({ hasText: 'On the customer’s phone' }).waitFor();
    await dialog.getByRole('region', { name: 'What happens next' }).waitFor();
    const wamid = await dialog.getByText(/^wamid\./).textContent();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    await page.getByRole('link', { name: 'Operations' }).click();
    await page.getByRole('tab', { name: 'Find a message' }).click();
    const id = page.getByRole('textbox', { name: 'Id of the message' });
    stage.mayFail(/status of 404/);
    await id.fill('wamid.NOBODYS');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('No such message').waitFor();
    await id.fill(wamid ?? '');
    await id.press('Enter');
    await page.getByRole('region', { name: 'Where it is' }).getByText('It left this morning').waitFor();
    expect(new URL(page.url()).searchParams.get('id')).toBe(wamid);

    await page.getByRole('textbox', { name: 'Company' }).fill('demo');
    await id.press('Enter');
    const seen = page.getByRole('region', { name: 'Where it is' });
    await seen.getByText('What it says is shown to its own company only.').waitFor();
    expect(await seen.getByText('It left this morning').count()).toBe(0);
  });
});
