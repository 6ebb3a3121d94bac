import type { Happenings } from '../world/happenings.ts';
import type { Dice } from '../world/randomness.ts';
import { faultKinds, faultSchemas, kindOfName } from './fault-kinds.ts';
import type { FaultKind, FaultOf } from './fault-kinds.ts';

export type ApiArea = 'messages' | 'media' | 'templates' | 'account';

/** What a chance to strike is about; a fault that asks for more than is known here does not strike. */
export type Occasion = {
  area?: ApiArea;
  phoneNumberId?: string | undefined;
  /** Every name that the customer has: id, phone, user id, group. */
  customers?: readonly string[];
  type?: string | undefined;
};

export type FaultBox = ReturnType<typeof createFaultBox>;

type AnyFault = { [Kind in FaultKind]: FaultOf<Kind> }[FaultKind];
type Entry = { name: string; kind: FaultKind; fault: AnyFault };

export function createFaultBox(deps: { dice: Dice; happenings: Happenings }) {
  let active: readonly Entry[] = [];
  const replace = (next: readonly Entry[]) => {
    active = next;
    deps.happenings.publish({ kind: 'faults.changed' });
  };

  /** Uses up one chance of the first fault of this kind that it is about; gives the fault when it strikes. */
  function draw<Kind extends FaultKind>(kind: Kind, occasion: Occasion = {}): FaultOf<Kind> | undefined {
    for (const entry of active) {
      if (!isOfKind(entry, kind) || !isAbout(entry.fault, occasion)) continue;
      const { fault } = entry;
      if (fault.probability < 1 && deps.dice() >= fault.probability) continue;
      if (fault.count !== null) {
        const left = fault.count - 1;
        replace(
          left === 0
            ? active.filter((other) => other !== entry)
            : active.map((other) =>
                other === entry ? { ...entry, fault: { ...fault, count: left } } : other,
              ),
        );
      }
      return fault;
    }
    return undefined;
  }

  return {
    draw,
    find: <Kind extends FaultKind>(kind: Kind): FaultOf<Kind> | undefined =>
      active.find((entry) => isOfKind(entry, kind))?.fault,
    /** Every kind once, on or off, and every labelled fault that is on. */
    list: (): { name: string; kind: FaultKind; fault: AnyFault | null }[] => [
      ...faultKinds.map((kind) => ({
        name: kind,
        kind,
        fault: active.find((entry) => entry.name === kind)?.fault ?? null,
      })),
      ...active.filter(({ name, kind }) => name !== kind),
    ],
    set(name: string, parameters: unknown): AnyFault {
      const kind = kindOfName(name);
      if (!kind) throw new Error(`no fault ${name}`);
      const fault: AnyFault = faultSchemas[kind].parse(parameters);
      const entry = { name, kind, fault };
      const isKnown = active.some((other) => other.name === name);
      replace(isKnown ? active.map((other) => (other.name === name ? entry : other)) : [...active, entry]);
      return fault;
    },
    clear(name?: string) {
      replace(name === undefined ? [] : active.filter((other) => other.name !== name));
    },
  };
}

function isOfKind<Kind extends FaultKind>(
  entry: Entry,
  kind: Kind,
): entry is Entry & { fault: FaultOf<Kind> } {
  return entry.kind === kind;
}

function isAbout(fault: AnyFault, occasion: Occasion): boolean {
  const { on, phoneNumberId, customer, type }: Wanted = { ...fault };
  return (
    (on === undefined || on === 'any' || occasion.area === undefined || on === occasion.area) &&
    (phoneNumberId === undefined || phoneNumberId === occasion.phoneNumberId) &&
    (customer === undefined || (occasion.customers?.includes(customer.replace(/^\+/, '')) ?? false)) &&
    (type === undefined || type === occasion.type)
  );
}

type Wanted = {
  probability: number;
  on?: string | undefined;
  phoneNumberId?: string | undefined;
  customer?: string | undefined;
  type?: string | undefined;
};
