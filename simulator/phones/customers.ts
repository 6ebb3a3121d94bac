import type { Customer } from '../world/types.ts';
import type { World } from '../world/world.ts';

const firstNames = [
  'Ana',
  'Bruno',
  'Carla',
  'Diego',
  'Elisa',
  'Felipe',
  'Gabi',
  'Heitor',
  'Iara',
  'João',
  'Lívia',
];
const lastNames = [
  'Almeida',
  'Barros',
  'Cardoso',
  'Dias',
  'Esteves',
  'Fonseca',
  'Guimarães',
  'Lima',
  'Moraes',
];

type NewCustomer = {
  name?: string | undefined;
  phone?: string | undefined;
  userId?: string | undefined;
  username?: string | null | undefined;
  isPhoneHidden?: boolean | undefined;
  parentUserId?: string | null | undefined;
};

export function createCustomer(world: World, input: NewCustomer): Customer {
  const phone = input.phone ?? inventPhone(world);
  const customer: Customer = {
    id: world.ids.customer(),
    name: input.name ?? inventName(world),
    phone,
    userId: input.userId ?? world.ids.businessScopedUser(countryOf(phone)),
    username: input.username ?? null,
    isPhoneHidden: input.isPhoneHidden ?? false,
    parentUserId: input.parentUserId ?? null,
  };
  return saveCustomer(world, customer);
}

export function saveCustomer(world: World, customer: Customer): Customer {
  world.store.customers.save(customer);
  world.happenings.publish({ kind: 'customer.changed', customer });
  return customer;
}

function inventName(world: World): string {
  const pick = (names: string[]) => names[Math.floor(world.dice() * names.length)] ?? 'Ana';
  return `${pick(firstNames)} ${pick(lastNames)}`;
}

/** A Brazilian mobile number that no other customer has. */
export function inventPhone(world: World): string {
  for (;;) {
    const phone = `55119${String(Math.floor(world.dice() * 100_000_000)).padStart(8, '0')}`;
    if (!world.store.customers.findByPhone(phone)) return phone;
  }
}

export function countryOf(phone: string): string {
  if (phone.startsWith('55')) return 'BR';
  if (phone.startsWith('54')) return 'AR';
  if (phone.startsWith('52')) return 'MX';
  if (phone.startsWith('351')) return 'PT';
  return 'US';
}
