import type { BusinessNumber, Customer, Group, Message } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { ControlProblem } from './problem.ts';

export function getNumber(world: World, phoneNumberId: string): BusinessNumber {
  const number = world.store.numbers.find(phoneNumberId);
  if (!number) throw new ControlProblem(404, `There is no business number with the id ${phoneNumberId}.`);
  return number;
}

export function getCustomer(world: World, id: string): Customer {
  const customer = world.store.customers.find(id);
  if (!customer) throw new ControlProblem(404, `There is no customer with the id ${id}.`);
  return customer;
}

export function getMessage(world: World, id: string): Message {
  const message = world.store.messages.find(id);
  if (!message) throw new ControlProblem(404, `There is no message with the id ${id}.`);
  return message;
}

export function getGroup(world: World, id: string): Group {
  const group = world.store.groups.find(id);
  if (!group) throw new ControlProblem(404, `There is no group with the id ${id}.`);
  return group;
}

export function requireMember(group: Group, customer: Customer, number: BusinessNumber): void {
  if (group.phoneNumberId !== number.phoneNumberId || !group.memberIds.includes(customer.id)) {
    throw new ControlProblem(409, 'This customer is no member of this group of this number.');
  }
}
