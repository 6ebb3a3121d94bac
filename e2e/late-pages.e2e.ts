import { expect, it } from 'vitest';
import { openStage } from './stage.ts';

const stage = openStage();

it('a page whose code does not come says so, and is there after a reload', async () => {
  const page = await stage.window();
  const late = /\/assets\/templates-page-/;
  stage.mayFail(/Failed to load resource/);
  await page.route(late, (route) => route.abort());
  await page.reload();
  await page.getByRole('link', { name: 'Templates' }).click();
  await page.getByText('This part of Recado did not load').waitFor();
  await page.unroute(late);
  await page.getByRole('button', { name: 'Reload' }).click();
  await page.getByRole('heading', { name: 'Templates', level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/templates');
});
