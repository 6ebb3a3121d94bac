import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { call, conversationOf, demoChannelId } from './api.ts';
import { begin, composerOn, findThread, repeat, threadOn, untilDelivered } from './inbox.ts';
import { newCustomer, type Customer } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();
const HOUR_MS = 60 * 60 * 1_000;

/** A picture of one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: PNG });
const chooser = (page: Page) => page.locator('input[type=file]');
const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true });

interface Stored {
  type: string;
  text: string | null;
  direction: string;
  media: {
    mimeType: string | null;
    durationMs: number | null;
    waveform: number[] | null;
    voice: boolean;
  } | null;
  context: { messageId: string | null } | null;
  content: Record<string, unknown> | null;
  id: string;
}

/** The thread as it is stored, the oldest first. */
async function stored(customer: Customer): Promise<Stored[]> {
  const { id } = await conversationOf(customer.phone);
  const { body } = await call('owner', 'GET', `/v1/conversations/${id}/messages?limit=100`);
  return (body as { items: Stored[] }).items.toReversed();
}
const ours = async (customer: Customer) =>
  (await stored(customer)).filter(({ direction }) => direction === 'outbound');

describe('the composer', () => {
  it('fills in a quick reply behind a slash, with the keyboard alone', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Emma Falk');
    await page.getByRole('link', { name: 'Quick replies' }).click();
    await page.getByRole('button', { name: 'New quick reply' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Shortcut' }).fill('welcome');
    await dialog.getByRole('textbox', { name: 'Text' }).fill('Hello {{contact.first_name}}!');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit /welcome' }).waitFor();

    await page.getByRole('link', { name: /^Inbox/ }).click();
    await begin(page, customer, 'Anybody there?');
    await composerOn(page).pressSequentially('/wel');
    await page.getByRole('option', { name: /welcome/ }).waitFor();
    await composerOn(page).press('Tab');
    await expect.poll(() => composerOn(page).inputValue()).toBe('Hello Emma!');
    await composerOn(page).press('Enter');
    await untilDelivered(page, customer, 1);
    expect((await customer.sees()).at(-1)?.text).toBe('Hello Emma!');
  });

  it('sends files in order, with a caption, and refuses others before they go up', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Edgar Voss');
    await begin(page, customer, 'Show me');
    const zip = { name: 'all.zip', mimeType: 'application/zip', buffer: Buffer.from('PK') };
    await chooser(page).setInputFiles([picture('first.png'), picture('second.png'), zip]);
    await page.getByText(/does not take files like “all.zip”/).waitFor();
    await page.getByRole('textbox', { name: 'Caption of second.png' }).fill('From the side');
    await composerOn(page).fill('Which one?');
    await composerOn(page).press('Enter');
    await untilDelivered(page, customer, 3);
    expect((await ours(customer)).map(({ type, text }) => [type, text])).toEqual([
      ['image', null],
      ['image', 'From the side'],
      ['text', 'Which one?'],
    ]);
  });

  it('takes a pasted picture, and the text becomes its caption', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Elif Aydin');
    await begin(page, customer, 'Which table?');
    await composerOn(page).evaluate((field, base64) => {
      const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, PNG.toString('base64'));
    await page.getByRole('list', { name: 'Files to send' }).getByText('image.png', { exact: true }).waitFor();
    await composerOn(page).fill('This one');
    await composerOn(page).press('Enter');
    await untilDelivered(page, customer, 1);
    expect((await ours(customer)).map(({ type, text }) => [type, text])).toEqual([['image', 'This one']]);
  });

  it('cancels an upload, and what was written after it goes out all the same', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Enzo Conti');
    await begin(page, customer, 'Ciao');
    await page.route('**/v1/uploads?*', () => {
      // It never goes up.
    });
    await chooser(page).setInputFiles([picture('slow.png')]);
    await send(page).click();
    await threadOn(page).getByRole('progressbar', { name: 'Uploading slow.png' }).waitFor();
    await composerOn(page).fill('One moment');
    await composerOn(page).press('Enter');
    await threadOn(page).getByRole('button', { name: 'Cancel slow.png' }).click();
    await untilDelivered(page, customer, 1);
    await threadOn(page).getByText('slow.png').waitFor({ state: 'detached' });
    expect((await ours(customer)).map(({ text }) => text)).toEqual(['One moment']);
  });

  it('records a voice message, which can be heard before it is sent', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Esther Baum');
    await begin(page, customer, 'Call me?');
    await page.getByRole('button', { name: 'Record a voice message' }).click();
    await page
      .getByRole('status')
      .getByText(/^(?!0:00)\d:\d\d$/)
      .waitFor();
    await page.getByRole('button', { name: 'Pause and listen' }).click();
    const recording = page.getByRole('group', { name: 'Your recording' });
    await repeat(recording.locator('audio'), true);
    await recording.getByRole('button', { name: 'Play' }).click();
    await recording.getByRole('button', { name: 'Pause' }).waitFor();
    await repeat(recording.locator('audio'), false);
    await recording.getByRole('button', { name: 'Play' }).waitFor();
    await page.getByRole('button', { name: 'Send the voice message' }).click();
    await untilDelivered(page, customer, 1);
    const [voice] = await ours(customer);
    expect(voice).toMatchObject({ type: 'audio', media: { voice: true, mimeType: 'audio/ogg' } });
    expect(voice?.media?.durationMs).toBeGreaterThan(900);
    expect(Math.max(...(voice?.media?.waveform ?? []))).toBeGreaterThan(0);
  });

  it('sends buttons, and says at the field what WhatsApp would refuse', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Eva Lund');
    await begin(page, customer, 'Which wood?');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Reply buttons' }).click();
    const dialog = page.getByRole('dialog', { name: 'Message with buttons' });
    await dialog.getByRole('textbox', { name: 'Text', exact: true }).fill('Which do you like?');
    await dialog.getByRole('textbox', { name: 'Button 1' }).fill('Walnut, and nothing but walnut');
    await send(page).last().click();
    await dialog.getByText('At most 20 characters; these are 30.').waitFor();
    await dialog.getByRole('textbox', { name: 'Button 1' }).fill('Walnut');
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await untilDelivered(page, customer, 1);
    const [message] = await ours(customer);
    expect([message?.type, message?.text]).toEqual(['interactive', 'Which do you like?']);
  });

  it('answers a message with its quote', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Ezra Stone');
    await begin(page, customer, 'Can you deliver on Monday?');
    await customer.writes('And what does it cost?');
    await threadOn(page).getByText('And what does it cost?').waitFor();
    await replyTo(page, 'Can you deliver on Monday?');
    const quote = page.getByRole('group', { name: `Reply to ${customer.name}` });
    await quote.getByText('Can you deliver on Monday?').waitFor();
    await composerOn(page).fill('Yes, in the morning');
    await composerOn(page).press('Enter');
    await untilDelivered(page, customer, 1);
    await quote.waitFor({ state: 'detached' });
    const all = await stored(customer);
    expect(all.at(-1)?.context?.messageId).toBe(all[0]?.id);
  });

  it('offers templates only after the window, filled in from the contact, and none that is half empty', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Elena Rossi');
    const name = `visit_${Date.now()}`;
    await approvedTemplate(name);
    await customer.writes('Long ago', { timestampMs: Date.now() - 25 * HOUR_MS });
    await findThread(page, customer);
    await page.getByRole('button', { name: 'Send a template' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('button', { name: new RegExp(name) }).click();
    await expect.poll(() => dialog.getByRole('textbox', { name: 'Text {{1}}' }).inputValue()).toBe('Elena');
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.getByText('Write what goes here.').waitFor();
    await dialog.getByRole('textbox', { name: 'Text {{2}}' }).fill('Monday');
    await dialog
      .getByRole('figure', { name: 'Preview' })
      .getByText('Hello Elena, we come on Monday.')
      .waitFor();
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await untilDelivered(page, customer, 1);
    const [message] = await ours(customer);
    const parameters = [
      { type: 'text', text: 'Elena' },
      { type: 'text', text: 'Monday' },
    ];
    expect(message).toMatchObject({
      type: 'template',
      content: { template: { name, components: [{ type: 'body', parameters }] } },
    });
    await threadOn(page).getByText('Hello Elena, we come on Monday.').waitFor();
  });
});

async function replyTo(page: Page, text: string): Promise<void> {
  await threadOn(page).getByText(text).hover();
  await threadOn(page)
    .locator('[data-status]', { hasText: text })
    .getByRole('button', { name: 'Message actions' })
    .click();
  await page.getByRole('menuitem', { name: 'Reply', exact: true }).click();
}

/** Written by the owner, and approved by the simulated review. */
async function approvedTemplate(name: string): Promise<void> {
  const body = {
    channelId: await demoChannelId(),
    name,
    language: 'en_US',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Hello {{1}}, we come on {{2}}.',
        example: { body_text: [['Sofia', 'Tuesday']] },
      },
    ],
  };
  expect((await call('owner', 'POST', '/v1/templates', body)).status).toBe(201);
  await expect
    .poll(async () => {
      const found = (await call('owner', 'GET', `/v1/templates?q=${name}`)).body as {
        items: { status: string }[];
      };
      return found.items[0]?.status;
    })
    .toBe('APPROVED');
}
