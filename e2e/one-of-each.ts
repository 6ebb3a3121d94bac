import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { conversationHolding } from './api.ts';
import { threadOn } from './inbox.ts';
import { control, NUMBER, type Customer } from './phone.ts';

interface Sent {
  kind: string;
  id: string;
}

export const sendOneOfEach = async (customer: Customer): Promise<Sent[]> => {
  const path = `/customers/${customer.id}/one-of-each`;
  return (await control<{ items: Sent[] }>('POST', path, { phoneNumberId: NUMBER })).items;
};

export const idOf = (sent: readonly Sent[], wanted: string): string => {
  const found = sent.find(({ kind }) => kind === wanted);
  if (found === undefined) throw new Error(`nothing was sent as ${wanted}`);
  return found.id;
};

export async function openById(page: Page, id: string): Promise<void> {
  await page.goto(`${inject('dashboardUrl')}/inbox/${id}`);
  await threadOn(page).and(page.locator('[aria-busy=false]')).waitFor();
}

/** Sends one of everything, and opens the thread that holds nearly all of it once it has come. */
export async function openFullThread(page: Page, customer: Customer): Promise<void> {
  const sent = await sendOneOfEach(customer);
  await openById(page, await conversationHolding(idOf(sent, 'text after the new number')));
}
