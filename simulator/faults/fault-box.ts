import type { Happenings } from '../world/happenings.ts';
import type { Dice } from '../world/randomness.ts';
import { faultNames, faultSchemas } from './fault-kinds.ts';
import type { FaultName, FaultOf } from './fault-kinds.ts';

export type ApiArea = 'messages' | 'media' | 'templates' | 'other';

export type FaultBox = ReturnType<typeof createFaultBox>;

type ActiveFaults = { [Name in FaultName]?: FaultOf<Name> };

export function createFaultBox(deps: { dice: Dice; happenings: Happenings }) {
  let active: ActiveFaults = {};
  const changed = () => deps.happenings.publish({ kind: 'faults.changed' });

  /** Uses up one chance; gives the fault when it strikes. */
  function draw<Name extends FaultName>(name: Name, area?: ApiArea): FaultOf<Name> | undefined {
    const fault = active[name];
    if (!fault) return undefined;
    const on = 'on' in fault ? fault.on : undefined;
    if (area !== undefined && on !== undefined && on !== 'any' && on !== area) return undefined;
    if (fault.probability < 1 && deps.dice() >= fault.probability) return undefined;
    if (fault.count !== null) {
      const left = fault.count - 1;
      active = { ...active, [name]: left === 0 ? undefined : { ...fault, count: left } };
      changed();
    }
    return fault;
  }

  return {
    draw,
    find: <Name extends FaultName>(name: Name): FaultOf<Name> | undefined => active[name],
    list: () => faultNames.map((name) => ({ name, fault: active[name] ?? null })),
    set(name: FaultName, parameters: unknown) {
      active = { ...active, [name]: faultSchemas[name].parse(parameters) };
      changed();
    },
    clear(name?: FaultName) {
      active = name ? { ...active, [name]: undefined } : {};
      changed();
    },
  };
}
