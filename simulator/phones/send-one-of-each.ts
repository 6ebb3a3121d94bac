import type { BusinessNumber, Customer } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { callBusiness } from './call-business.ts';
import { changeGroup, createGroup } from './change-group.ts';
import { changeIdentity } from './change-identity.ts';
import { countryOf, createCustomer, inventPhone } from './customers.ts';
import { handOver } from './hand-over.ts';
import { preferMarketing } from './prefer-marketing.ts';
import { sampleMessages } from './sample-messages.ts';
import { syncContacts } from './sync-contacts.ts';
import { syncHistory } from './sync-history.ts';
import { kindOfSample, sampleNames, storeSample } from './store-sample.ts';
import type { SampleName } from './store-sample.ts';
import { writeAsCustomer } from './write-as-customer.ts';
import type { Chat } from './write-as-customer.ts';
import { writeOnPhoneApp } from './write-on-phone-app.ts';
import type { WrittenMessage } from './written-message.ts';

export type SentExample = { kind: string; id: string };

/** One of everything that can come in from this customer, in an order in which each makes sense. */
export function sendOneOfEach(world: World, chat: Chat): SentExample[] {
  const sent: SentExample[] = [];
  const write = (kind: string, written: WrittenMessage): string => {
    const { message, update } = writeAsCustomer(world, current(world, chat), written);
    world.outbox.add(update);
    sent.push({ kind, id: message.id });
    return message.id;
  };
  const echo = (kind: string, written: WrittenMessage): string => {
    const { message, update } = writeOnPhoneApp(world, chat, written);
    world.outbox.add(update);
    sent.push({ kind: `echo ${kind}`, id: message.id });
    return message.id;
  };

  write('text', {
    type: 'text',
    content: { body: 'One of each: *bold*, _italic_, ~old~, ```code```' },
  });
  for (const name of sampleNames) write(name, sampleFile(world, chat.number, name));
  const question = echo('text', { type: 'text', content: { body: 'What would you like?' } });
  const nowSeconds = Math.floor(world.clock.nowMs() / 1000);
  for (const { kind, ...written } of sampleMessages(question, nowSeconds)) write(kind, written);
  writeChanges(write);

  const spoken = echo('text', { type: 'text', content: { body: 'Written on the phone of the business' } });
  echo('image', sampleFile(world, chat.number, 'picture'));
  echo('edit', edit(spoken, 'Written and edited on the phone of the business'));
  const mistake = echo('text', { type: 'text', content: { body: 'Sent by mistake' } });
  echo('revoke', { type: 'revoke', content: { original_message_id: mistake } });

  for (const outcome of ['answered', 'missed'] as const) {
    const call = { direction: 'USER_INITIATED', outcome, durationSeconds: 42 } as const;
    const { message, updates } = callBusiness(world, chat, call);
    world.outbox.add(...updates);
    sent.push({ kind: `call ${outcome}`, id: message.id });
  }
  sent.push({ kind: 'group text', id: writeInGroup(world, chat) });

  world.outbox.add(preferMarketing(world, current(world, chat), 'stop'));
  world.outbox.add(preferMarketing(world, current(world, chat), 'resume'));
  world.outbox.add(handOver(world, current(world, chat), 'other-app'));
  write('standby text', { type: 'text', content: { body: 'While another app has the thread' } });
  world.outbox.add(handOver(world, current(world, chat), 'business'));
  world.outbox.add(syncContacts(world, chat.number, [chat.customer]));
  world.outbox.add(
    ...syncHistory(world, chat.number, {
      customers: [createCustomer(world, {})],
      messagesPerThread: 4,
      days: 10,
      hasMedia: true,
      messagesPerChunk: 2,
    }),
  );
  const phone = inventPhone(world);
  const identity = { phone, userId: world.ids.businessScopedUser(countryOf(phone)) };
  world.outbox.add(...changeIdentity(world, current(world, chat), identity).updates);
  write('text after the new number', { type: 'text', content: { body: 'Same person, new number' } });
  return sent;
}

function writeChanges(write: (kind: string, written: WrittenMessage) => string): void {
  const typo = write('text', { type: 'text', content: { body: 'Speling' } });
  write('edit', edit(typo, 'Spelling'));
  const regretted = write('text', { type: 'text', content: { body: 'Never mind' } });
  write('revoke', { type: 'revoke', content: { original_message_id: regretted } });
  write('reaction', { type: 'reaction', content: { message_id: typo, emoji: '👍' } });
  write('reaction', { type: 'reaction', content: { message_id: typo, emoji: '❤️' } });
  write('reaction removed', { type: 'reaction', content: { message_id: typo } });
  write('reply', { type: 'text', content: { body: 'About this' }, replyTo: typo });
}

function writeInGroup(world: World, chat: Chat): string {
  const { number } = chat;
  const companion = createCustomer(world, {});
  const made = createGroup(world, number, {
    subject: 'Weekend order',
    description: 'What we need for the weekend',
    members: [chat.customer],
  });
  const changed = changeGroup(world, number, made.group, {
    subject: 'Weekend order, June',
    added: [companion],
  });
  world.outbox.add(made.update, ...changed.updates);
  const write = (customer: Customer, body: string) => {
    const written = { type: 'text', content: { body }, groupId: made.group.id };
    const { message, update } = writeAsCustomer(world, { customer, number }, written);
    world.outbox.add(update);
    return message.id;
  };
  const id = write(chat.customer, 'What does everyone think?');
  write(companion, 'Looks good to me');
  return id;
}

/** With what has changed of the customer meanwhile. */
function current(world: World, chat: Chat): Chat {
  return { ...chat, customer: world.store.customers.find(chat.customer.id) ?? chat.customer };
}

function edit(originalId: string, body: string): WrittenMessage {
  return {
    type: 'edit',
    content: { original_message_id: originalId, message: { type: 'text', text: { body } } },
  };
}

export function sampleFile(world: World, number: BusinessNumber, name: SampleName): WrittenMessage {
  const kind = kindOfSample(name);
  const { id } = storeSample(world, number, name);
  const hasCaption = kind === 'image' || kind === 'video';
  return { type: kind, content: { id, ...(hasCaption ? { caption: `A ${name}` } : {}) } };
}
