import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { begin, threadOn, untilDelivered } from './inbox.ts';
import { control, newCustomer, NUMBER } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

/** What the menu offers, what is filled in, and what the thread shows of it. */
const OFFERS = [
  {
    item: 'Form',
    dialog: 'Message with a form',
    fields: { Text: 'Book a visit', 'Title of the button': 'Choose a day', 'Id of the form': '917' },
    shows: 'Choose a day',
    type: 'flow',
  },
  {
    item: 'Call button',
    dialog: 'Message with a call button',
    fields: { Text: 'We are here until six.', 'Title of the button': 'Call the workshop' },
    shows: 'Call the workshop',
    type: 'voice_call',
  },
  {
    item: 'Ask for a location',
    dialog: 'Ask for a location',
    fields: { Text: 'Where shall we deliver?' },
    shows: 'Send location',
    type: 'location_request_message',
  },
  {
    item: 'Ask for a phone number',
    dialog: 'Ask for a phone number',
    fields: { Text: 'How can we reach you?' },
    shows: 'Share phone number',
    type: 'contact_request',
  },
  {
    item: 'Ask to call',
    dialog: 'Ask to call',
    fields: { Text: 'May we call you about it?' },
    shows: 'Allow calls',
    type: 'call_permission_request',
  },
] as const;

const openDialog = async (page: Page, { item, dialog }: (typeof OFFERS)[number]) => {
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  return page.getByRole('dialog', { name: dialog });
};

it('what asks the customer for something is sent from the menu, and is on the phone what it is here', async () => {
  const page = await stage.window();
  const customer = await newCustomer(`Elin Berg ${crypto.randomUUID().slice(0, 4)}`);
  await begin(page, customer, 'Hello');
  for (const [index, offer] of OFFERS.entries()) {
    const dialog = await openDialog(page, offer);
    for (const [label, value] of Object.entries(offer.fields))
      await dialog.getByRole('textbox', { name: new RegExp(`^${label}`) }).fill(value);
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await untilDelivered(page, customer, index + 1);
    await threadOn(page).getByText(offer.shows).waitFor();
  }
  const { items } = await control<{ items: { direction: string; content: { type?: string } }[] }>(
    'GET',
    `/threads/${customer.id}/${NUMBER}`,
  );
  const arrived = items.filter(({ direction }) => direction === 'from-business');
  expect(arrived.map(({ content }) => content.type)).toEqual(OFFERS.map(({ type }) => type));

  // Without its id a form is not sent, and the field says so.
  const dialog = await openDialog(page, OFFERS[0]);
  await dialog.getByRole('textbox', { name: 'Text', exact: true }).fill('Book a visit');
  await dialog.getByRole('textbox', { name: 'Id of the form' }).fill('my form');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await dialog.getByText('Give the form’s id, a number.').waitFor();
});
