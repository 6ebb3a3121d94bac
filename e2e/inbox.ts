import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { conversationOf, storedThread } from './api.ts';
import type { Customer } from './phone.ts';

export const rowOf = (page: Page, { name }: Pick<Customer, 'name'>): Locator =>
  page.getByRole('list', { name: 'Conversations' }).getByRole('listitem').filter({ hasText: name });
export const threadOn = (page: Page): Locator => page.getByRole('log', { name: 'Messages' });
export const composerOn = (page: Page): Locator => page.getByRole('textbox', { name: 'Message' });

/** Opens the customer's conversation and waits for its thread. */
export async function openThread(page: Page, customer: Pick<Customer, 'name'>): Promise<void> {
  await rowOf(page, customer).click();
  await page.getByRole('heading', { name: customer.name }).first().waitFor();
  await threadOn(page).and(page.locator('[aria-busy=false]')).waitFor();
}

/** Opens a conversation whose newest message is old: it stands so far down that the list does not draw it. */
export async function findThread(page: Page, customer: Pick<Customer, 'name'>): Promise<void> {
  await page.getByRole('searchbox').fill(customer.name);
  await openThread(page, customer);
}

/** The customer writes, and the window shows the conversation that this begins. */
export async function begin(page: Page, customer: Customer, text: string): Promise<void> {
  await customer.writes(text);
  await openThread(page, customer);
  await threadOn(page).getByText(text).waitFor();
}

export async function answer(page: Page, text: string): Promise<void> {
  await composerOn(page).fill(text);
  await composerOn(page).press('Enter');
}

/** What a window shows of a thread, the oldest first. */
export const shownThread = (page: Page): Promise<{ text: string; status: string }[]> =>
  threadOn(page)
    .locator('[data-status]')
    .evaluateAll((bubbles) =>
      bubbles.map((bubble) => ({
        text: bubble.querySelector('[data-text]')?.textContent ?? '',
        status: bubble.getAttribute('data-status') ?? '',
      })),
    );

/** Waits until the window shows the thread exactly as it is stored. */
export async function untilShownAsStored(page: Page, customer: Customer): Promise<void> {
  const { id } = await conversationOf(customer.phone);
  await expect
    .poll(async () => ({ shown: await shownThread(page), stored: await storedThread(id) }))
    .toSatisfy(({ shown, stored }: { shown: unknown; stored: unknown }) => {
      expect(shown).toEqual(stored);
      return true;
    });
}

/** Waits until so many messages of ours have arrived; says what there is instead when they do not. */
export async function untilDelivered(page: Page, customer: Customer, count: number): Promise<void> {
  try {
    await threadOn(page)
      .getByLabel('Delivered')
      .nth(count - 1)
      .waitFor();
  } catch (error) {
    const { id } = await conversationOf(customer.phone);
    const told = {
      shown: await shownThread(page),
      stored: await storedThread(id),
      onThePhone: (await customer.sees()).map(({ text, status }) => ({ text, status })),
    };
    throw new Error(`not all delivered: ${JSON.stringify(told, null, 2)}`, { cause: error });
  }
}

/** A recording of a second is over before a busy machine has looked: it begins again until it may end. */
export const repeat = (recording: Locator, isRepeated: boolean): Promise<void> =>
  recording.evaluate((audio: HTMLAudioElement, loop) => {
    audio.loop = loop;
  }, isRepeated);
