import { customerMessages, edit, reaction, revoke, text } from './customer-messages.ts';
import type { Deployment } from './deployment.ts';
import { delivery, statuses, value } from './meta-payloads.ts';

/** Everything that is written elsewhere, and everything that amends it, in both orders. */
export async function exerciseInbound(deployment: Deployment, number: string, run: string): Promise<void> {
  const says = customerMessages(number, `44155507${run}`);
  const id = (name: string) => `wamid.${run}.in.${name}`;
  for (const body of [
    says.writes({ id: id('1'), ...text('One') }),
    says.writes(
      { id: id('2'), at: 1, ...edit(id('1'), 'Two') },
      { id: id('3'), at: 2, ...reaction(id('1'), '👍') },
    ),
    says.writes(
      { id: id('5'), at: 4, ...edit(id('4'), 'Early') },
      { id: id('6'), at: 5, ...revoke(id('4')) },
    ),
    says.writes({ id: id('4'), at: 3, ...text('Late'), context: { id: id('1') } }),
    statuses(number, { id: id('7'), status: 'delivered' }),
    says.isAnsweredByPhone({ id: id('7'), at: 6, ...text('From the phone') }),
    says.hadWritten({ id: id('8'), at: -86_400, type: 'media_placeholder' }),
    says.hadWritten({
      id: id('8'),
      at: -86_400,
      type: 'image',
      image: { id: 'file', mime_type: 'image/png' },
    }),
    says.standsBy({ id: id('9'), at: 7, ...text('Aside') }),
    says.isHandedOver('control_passed', 8),
    says.isHandedOver('control_taken', 9),
    says.calls({ id: `wacid.${run}`, event: 'connect' }, 10),
    says.calls({ id: `wacid.${run}`, event: 'terminate', status: 'COMPLETED' }, 20),
    says.writes({ id: id('10'), at: 30, group_id: `group-${run}`, ...text('To all') }),
    delivery({
      field: 'group_lifecycle_update',
      value: value(number, {
        groups: [{ group_id: `group-${run}`, subject: `Group ${run}`, timestamp: '1', type: 'group_create' }],
      }),
    }),
    delivery({
      field: 'group_participants_update',
      value: value(number, {
        groups: [
          {
            group_id: `group-${run}`,
            timestamp: '2',
            type: 'group_participants_add',
            added_participants: [{ wa_id: `44155508${run}` }],
          },
        ],
      }),
    }),
  ]) {
    await deployment.deliver(body);
    await deployment.drain();
  }
  await askWhoIsIn(deployment, run);
}

/** What a new group asks WhatsApp; its answer names somebody who has never written. */
async function askWhoIsIn({ graph, jobs, consumeMessages }: Deployment, run: string): Promise<void> {
  const questions = jobs.waiting.filter(({ body }) => (body as { kind: string }).kind === 'group.members');
  for (const question of questions) {
    jobs.waiting.splice(jobs.waiting.indexOf(question), 1);
    graph.answers.push({
      status: 200,
      body: { subject: `Group ${run}`, participants: [{ wa_id: `44155509${run}` }] },
    });
    await consumeMessages('jobs', [question]);
  }
}
