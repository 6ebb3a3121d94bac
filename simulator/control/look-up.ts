import type { BusinessNumber, Customer, Message } from '../world/types.ts';
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
