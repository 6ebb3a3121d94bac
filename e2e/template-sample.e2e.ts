import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { call } from './api.ts';
import { openStage } from './stage.ts';

const stage = openStage();
const sample = (name: string) => resolve(import.meta.dirname, '../simulator/samples', name);

describe('a template with a picture in its header', () => {
  it('gets its sample uploaded to Meta, shows it, and goes to review with it', async () => {
    const page = await stage.window();
    const name = `lamps_${crypto.randomUUID().slice(0, 8)}`;
    await page.getByRole('link', { name: 'Templates' }).click();
    await page.getByRole('button', { name: 'New template' }).click();
    const dialog = page.getByRole('dialog', { name: 'New template' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('combobox', { name: 'Header' }).selectOption('IMAGE');
    await dialog.getByRole('textbox', { name: 'Body', exact: true }).fill('Our new lamps are here.');
    await dialog.getByRole('button', { name: 'Send for review' }).click();
    await dialog.getByText('Meta wants to see a sample file: upload one.').waitFor();
    await dialog.getByLabel('Sample image').setInputFiles(sample('clip.mp4'));
    await dialog.getByText(/is no sample image/).waitFor();
    // What was wrong before is not said while a file comes.
    const held = Promise.withResolvers<void>();
    await page.route('**/v1/uploads*', async (route) => {
      await held.promise;
      await route.continue();
    });
    await dialog.getByLabel('Sample image').setInputFiles(sample('picture.png'));
    await dialog.getByRole('button', { name: /Uploading|Handing it to Meta/ }).waitFor();
    expect(await dialog.getByText(/is no sample image|wants to see a sample/).count()).toBe(0);
    held.resolve();
    await dialog.getByRole('button', { name: 'Remove picture.png' }).waitFor();
    await dialog.getByRole('img', { name: 'picture.png' }).waitFor();
    await dialog.getByRole('button', { name: 'Send for review' }).click();
    await dialog.waitFor({ state: 'detached' });
    const { items } = (await call('owner', 'GET', `/v1/templates?q=${name}`)).body as {
      items: { components: { type: string; format?: string }[] }[];
    };
    expect(items[0]?.components[0]).toMatchObject({ type: 'HEADER', format: 'IMAGE' });
  });
});
