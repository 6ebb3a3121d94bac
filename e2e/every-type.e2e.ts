import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { conversationHolding, conversationOf, storedThreadOf } from './api.ts';
import { answer, begin, openThread, repeat, threadOn, untilDelivered } from './inbox.ts';
import { idOf, openById, openFullThread, sendOneOfEach } from './one-of-each.ts';
import { control, newCustomer, NUMBER } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

/** A message of the thread by something that it says. */
const bubbleWith = (page: Page, text: string) =>
  scrolledTo(page, threadOn(page).locator('[data-message]').filter({ hasText: text }).first());

/** What is far from the screen is not drawn: scrolls until it is, and stays. */
const scrolledTo = async (page: Page, place: Locator) => {
  let screen = 0;
  const isInSight = async () => {
    // A message is drawn when it comes, and put away when it is found to be far.
    if ((await place.count()) > 0) {
      const scrolled = place.scrollIntoViewIfNeeded({ timeout: 1_000 });
      return scrolled.then(() => place.isVisible()).catch(() => false);
    }
    await threadOn(page).evaluate((log, at) => {
      log.scrollTop = (at % Math.ceil(log.scrollHeight / log.clientHeight)) * log.clientHeight;
    }, screen);
    screen += 1;
    return false;
  };
  await expect.poll(isInSight).toBe(true);
  return place;
};

describe('one of everything that can arrive', () => {
  it('is shown as what it is', async () => {
    const page = await stage.window();
    const customer = await newCustomer(`Ines Duarte ${crypto.randomUUID().slice(0, 4)}`);
    await openFullThread(page, customer);
    for (const text of ['Automations are silent here', 'Came from an ad'])
      await page.getByText(text).first().waitFor();
    for (const text of [
      'One of each:',
      'price-list.pdf',
      'What would you like?',
      'Avenida Paulista',
      'Marta Reis',
      'Tapped a button',
      'Chose from the list',
      'Form answered',
      'Allows you to call',
      'Does not want to be called',
      'Order, 3 items',
      'About the product ROSE-12',
      'From an ad',
      'Forwarded many times',
      'The customer sent a poll',
      'WhatsApp did not pass this message on',
      'Opened the chat for the first time',
      'The security code with this customer changed',
      'The customer deleted this message',
      'Written and edited on the phone of the business',
      'This message was deleted',
      'WhatsApp gave this customer a new user id',
      'Incoming voice call',
      'Missed voice call',
      'Same person, new number',
      'Meta could not load the file',
      'An answer without its content',
      'While another app has the thread',
    ])
      await (await bubbleWith(page, text)).waitFor();
    expect(await threadOn(page).getByText('Recado does not know yet').count()).toBe(0);

    await (await bubbleWith(page, 'Spelling')).getByRole('button', { name: 'Edited' }).click();
    await page.getByText('Earlier texts').waitFor();
    await page.keyboard.press('Escape');
  });

  it('is a group with who wrote what, and an import that says that it is one', async () => {
    const page = await stage.window();
    const customer = await newCustomer(`Ilona Kertesz ${crypto.randomUUID().slice(0, 4)}`);
    const sent = await sendOneOfEach(customer);
    await openById(page, await conversationHolding(idOf(sent, 'group text')));
    await page.getByRole('heading', { name: 'Weekend order' }).first().waitFor();
    await (await bubbleWith(page, 'What does everyone think?')).waitFor();
    await (await bubbleWith(page, 'Looks good to me')).waitFor();
    await threadOn(page).getByText(customer.name).first().waitFor();

    const old = await newCustomer(`Ilmari Laine ${crypto.randomUUID().slice(0, 4)}`);
    await control('POST', `/numbers/${NUMBER}/history`, {
      customers: [old.id],
      messagesPerThread: 4,
      days: 10,
      hasMedia: true,
      messagesPerChunk: 2,
    });
    // An import that comes while its thread is open is not told to it: it is opened when all of it has come.
    await expect
      .poll(async () => (await storedThreadOf(old.phone)).map(({ text }) => text))
      .toEqual(['From before', 'Answer 2 from before', 'Question 3 from before', 'Answer 4 from before']);
    await openById(page, (await conversationOf(old.phone)).id);
    for (const text of ['From before', 'Answer 2 from before', 'Question 3 from before'])
      await (await bubbleWith(page, text)).waitFor();
    await threadOn(page).getByLabel('From before this number was connected').first().waitFor();
  });

  it('is an order of more products than come with it, and what happens to a group', async () => {
    const page = await stage.window();
    const customer = await newCustomer(`Imre Varga ${crypto.randomUUID().slice(0, 4)}`);
    const product = { quantity: 2, item_price: 0.5, currency: 'BRL' };
    const items = Array.from({ length: 1_200 }, (_, n) => ({
      ...product,
      product_retailer_id: `screw-${n}`,
    }));
    await control('POST', `/customers/${customer.id}/messages`, {
      phoneNumberId: NUMBER,
      type: 'order',
      order: { catalog_id: '31', product_items: items },
    });
    await openThread(page, customer);
    const order = await bubbleWith(page, 'Order, 2,400 items');
    expect(await order.getByText('screw-10', { exact: true }).count()).toBe(0);
    await order.getByRole('button', { name: /^Show all/ }).click();
    await order.getByText('screw-1199', { exact: true }).waitFor();
    await order.getByRole('button', { name: 'Show less' }).click();
    await order.getByText('This is only the beginning of 1,200 products.').waitFor();

    const group = await control<{ id: string }>('POST', '/groups', {
      phoneNumberId: NUMBER,
      subject: `Shift ${customer.name}`,
      memberIds: [customer.id],
    });
    const id = `wamid.${crypto.randomUUID()}`;
    const written = { phoneNumberId: NUMBER, text: 'Who is in?', groupId: group.id, id };
    await control('POST', `/customers/${customer.id}/messages`, written);
    await openById(page, await conversationHolding(id));
    await control('PATCH', `/groups/${group.id}`, { subject: `Crew ${customer.name}` });
    await control('PATCH', `/groups/${group.id}`, { removeMemberIds: [customer.id] });
    for (const text of ['is now called', `${customer.name} left the group`])
      await (await bubbleWith(page, text)).waitFor();
    await page.getByRole('list', { name: 'No longer in the group' }).getByText(customer.name).waitFor();
  });

  it('has its files, which are looked at, played and saved', async () => {
    const page = await stage.window();
    const customer = await newCustomer(`Irina Petrova ${crypto.randomUUID().slice(0, 4)}`);
    await openFullThread(page, customer);
    const photo = (await bubbleWith(page, 'A photo')).getByRole('button', { name: /Open it/ });
    await photo.and(page.locator('[data-loaded]')).waitFor();
    await photo.click();
    const viewer = page.getByRole('dialog', { name: /^Photo from/ });
    await viewer.getByRole('img').waitFor();
    await page.keyboard.press('+');
    await viewer.getByText('150 %').waitFor();
    await page.keyboard.press('ArrowRight');
    await viewer.getByText('A picture', { exact: true }).waitFor();
    const saved = page.waitForEvent('download');
    await viewer.getByRole('link', { name: 'Download' }).click();
    expect((await saved).suggestedFilename()).not.toBe('');
    await (await saved).cancel();
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });

    const play = threadOn(page).getByRole('button', { name: 'Play voice message' });
    await scrolledTo(page, play);
    await repeat(threadOn(page).getByRole('group', { name: 'Voice message' }).locator('audio'), true);
    await play.click();
    await threadOn(page).getByRole('button', { name: 'Speed' }).click();
    await threadOn(page).getByText('1.5×').waitFor();
  });
});

describe('a thread that another app takes', () => {
  it('says so at once, until it is given back', async () => {
    const page = await stage.window();
    const customer = await newCustomer(`Imre Szabo ${crypto.randomUUID().slice(0, 4)}`);
    await begin(page, customer, 'May I ask something?');
    const handOver = (to: string) =>
      control('POST', `/customers/${customer.id}/handover`, { phoneNumberId: NUMBER, to });
    const banner = page.getByText(/has this conversation since/);
    await handOver('other-app');
    await banner.waitFor();
    await handOver('business');
    await expect.poll(() => banner.count()).toBe(0);
  });
});

describe('a message in the thread', () => {
  it('is answered and reacted to by keyboard alone', async () => {
    const page = await stage.window();
    const customer = await newCustomer(`Ivo Markovic ${crypto.randomUUID().slice(0, 4)}`);
    await begin(page, customer, 'Is the oak shelf ready?');
    await threadOn(page).focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Reply' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('group', { name: `Reply to ${customer.name}` }).waitFor();
    await answer(page, 'On Friday.');
    await untilDelivered(page, customer, 1);
    const reply = await bubbleWith(page, 'On Friday.');
    await reply.getByRole('button', { name: 'Is the oak shelf ready?' }).waitFor();

    const question = threadOn(page).locator('[data-message]').first();
    await question.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'React with 👍' }).click();
    await question.getByRole('button', { name: 'Reactions: 👍 You' }).waitFor();
    await expect
      .poll(async () => (await customer.sees()).find((one) => one.text === 'On Friday.')?.isFromBusiness)
      .toBe(true);
  });

  it('says when what happened to it, and what it cost', async () => {
    const page = await stage.window();
    const customer = await newCustomer(`Iris Janssen ${crypto.randomUUID().slice(0, 4)}`);
    await begin(page, customer, 'Hello');
    await answer(page, 'Good morning');
    await untilDelivered(page, customer, 1);
    const line = await bubbleWith(page, 'Good morning');
    await line.hover();
    await line.getByRole('button', { name: 'Message actions' }).click();
    await page.getByRole('menuitem', { name: 'Info' }).click();
    const info = page.getByRole('region', { name: 'Message info' });
    await info.getByText('Delivered').waitFor();
    await info.getByText('WhatsApp’s id').waitFor();
    expect(await info.textContent()).toMatch(/Billed(Yes|No)/);
  });
});

/** How many messages there are when the reader has gone up, which loads older ones. */
async function countAtTheTop(log: Locator): Promise<number> {
  await log.evaluate((element) => {
    element.scrollTop = 0;
  });
  return log.locator('[data-message]').count();
}

describe('a very long thread', () => {
  it('keeps only what is near in the page, and nothing moves', async () => {
    const page = await stage.window();
    const customer = await newCustomer(`Ilse Novak ${crypto.randomUUID().slice(0, 4)}`);
    await customer.writesMany(400, 'Line {n} of a long story');
    await openThread(page, customer);
    const log = threadOn(page);
    const lines = log.locator('[data-message]');
    await lines.first().waitFor();
    for (let known = await lines.count(); known < 400; known = await lines.count())
      await expect.poll(() => countAtTheTop(log)).toBeGreaterThan(known);
    await log.getByText('Beginning of the conversation').waitFor();
    expect(await lines.count()).toBe(400);
    await expect.poll(() => log.locator('[data-status]').count()).toBeLessThan(200);
    const before = await log.evaluate((element) => element.scrollHeight);
    await log.evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2;
    });
    await expect.poll(() => log.locator('[data-status]').count()).toBeGreaterThan(20);
    expect(await log.evaluate((element) => element.scrollHeight)).toBe(before);
  });
});
