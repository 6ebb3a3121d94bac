import { describe, expect, it } from 'vitest';
import { conversationOf } from './api.ts';
import { begin, composerOn, openThread, rowOf, shownThread, threadOn, untilShownAsStored } from './inbox.ts';
import { NAMES } from './people.ts';
import { newCustomer } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

describe('two people at the same conversation', () => {
  it('see each other look and type, and each other’s messages', async () => {
    const customer = await newCustomer('Elif Kaya');
    const [mine, theirs] = [await stage.window('owner'), await stage.window('agent')];
    await begin(mine, customer, 'Merhaba');
    await openThread(theirs, customer);
    await mine.getByText('Bruna is viewing').waitFor();
    await theirs.getByText('Helena is viewing').waitFor();

    // The sign lapses after some seconds: it is looked for from the first key on.
    await Promise.all([
      threadOn(theirs).getByText(`${NAMES.owner} is typing…`).waitFor(),
      composerOn(mine).pressSequentially('Merhaba El'),
    ]);
    await composerOn(mine).press('Enter');
    await threadOn(theirs).getByText('Merhaba El').waitFor();
    await threadOn(theirs)
      .getByText(/is typing/)
      .waitFor({ state: 'detached' });
    await threadOn(theirs).getByLabel('Delivered').waitFor();
    await untilShownAsStored(theirs, customer);
    await untilShownAsStored(mine, customer);
    expect(await shownThread(mine)).toHaveLength(2);
  });

  it('see at once who it is assigned to', async () => {
    const customer = await newCustomer('Emil Novak');
    const [mine, theirs] = [await stage.window('owner'), await stage.window('agent')];
    await begin(mine, customer, 'Dobry den');
    await openThread(theirs, customer);
    await mine.getByRole('button', { name: 'Assign', exact: true }).click();
    await mine.getByRole('menuitemradio', { name: NAMES.agent }).click();
    await theirs.getByRole('button', { name: `Assigned to ${NAMES.agent}` }).waitFor();
    await theirs.getByRole('tab', { name: 'Mine' }).click();
    await rowOf(theirs, customer).waitFor();
    await mine.getByRole('tab', { name: 'Unassigned' }).click();
    await rowOf(mine, customer).waitFor({ state: 'detached' });

    await theirs.getByRole('button', { name: `Assigned to ${NAMES.agent}` }).click();
    await theirs.getByRole('menuitemradio', { name: 'Nobody' }).click();
    await rowOf(mine, customer).waitFor();
    await rowOf(theirs, customer).waitFor({ state: 'detached' });
    expect(await conversationOf(customer.phone)).toMatchObject({ assigneeId: null });
  });

  it('see it resolved and open again', async () => {
    const customer = await newCustomer('Enzo Ricci');
    const [mine, theirs] = [await stage.window('owner'), await stage.window('agent')];
    await begin(mine, customer, 'Grazie, tutto a posto');
    await openThread(theirs, customer);
    await theirs.getByRole('button', { name: 'Resolve' }).click();
    await mine.getByRole('button', { name: 'Reopen' }).waitFor();
    await rowOf(mine, customer).waitFor({ state: 'detached' });
    await mine.getByRole('button', { name: 'Reopen' }).click();
    await theirs.getByRole('button', { name: 'Resolve' }).waitFor();
    await rowOf(theirs, customer).waitFor();

    await theirs.getByRole('button', { name: 'Resolve' }).click();
    await rowOf(mine, customer).waitFor({ state: 'detached' });
    await customer.writes('One more thing');
    await rowOf(mine, customer).waitFor();
    await mine.getByRole('button', { name: 'Resolve' }).waitFor();
    expect(await conversationOf(customer.phone)).toMatchObject({ status: 'open' });
  });

  it('see it snoozed until it is woken', async () => {
    const customer = await newCustomer('Esra Demir');
    const [mine, theirs] = [await stage.window('owner'), await stage.window('agent')];
    await begin(mine, customer, 'I will know tomorrow');
    await openThread(theirs, customer);
    await mine.getByRole('button', { name: 'Snooze' }).click();
    await mine.getByRole('menuitem', { name: /^Until tomorrow/ }).click();
    await theirs.getByText(/Snoozed until tomorrow at/).waitFor();
    await rowOf(theirs, customer).waitFor({ state: 'detached' });
    await theirs.getByRole('button', { name: 'Status: Open' }).click();
    await theirs.getByRole('menuitemradio', { name: 'Snoozed' }).click();
    await rowOf(theirs, customer).waitFor();
    await mine.getByRole('button', { name: 'Snooze' }).click();
    await mine.getByRole('menuitem', { name: 'End snooze now' }).click();
    await rowOf(mine, customer).waitFor();
    await rowOf(theirs, customer).waitFor({ state: 'detached' });
    expect(await conversationOf(customer.phone)).toMatchObject({ status: 'open', snoozedUntilMs: null });
  });

  it('do not overwrite each other’s notes about the contact', async () => {
    const customer = await newCustomer('Ewa Zielinska');
    const [mine, theirs] = [await stage.window('owner'), await stage.window('agent')];
    await begin(mine, customer, 'Dzien dobry');
    await openThread(theirs, customer);
    const notes = (page: typeof mine) => page.getByRole('textbox', { name: 'Notes' });
    await notes(mine).fill('Prefers mornings');
    await mine.getByText('Saved', { exact: true }).waitFor();
    await expect.poll(() => notes(theirs).inputValue()).toBe('Prefers mornings');
  });
});
