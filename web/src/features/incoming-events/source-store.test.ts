import { describe, expect, it } from 'vitest';
import { EMPTY_MAPPING, type EventSource } from '../../../../workers/contracts/api/incoming-events.ts';
import { createSourceStore } from './source-store.ts';

const source = (change: Partial<EventSource> = {}): EventSource => ({
  id: 'src_1',
  name: 'Shop',
  isEnabled: true,
  signature: null,
  mapping: EMPTY_MAPPING,
  actions: [],
  createdById: 'usr_1',
  createdAtMs: 1,
  version: 1,
  ...change,
});
const notAsked = () => Promise.reject(new Error('not asked for'));

const opened = () =>
  createSourceStore({
    source: source(),
    api: {
      editEventSource: notAsked,
      listIncomingEvents: notAsked,
      inspectIncomingEvent: notAsked,
      runIncomingEventAgain: notAsked,
      tryIncomingEvent: notAsked,
    },
  });

describe('a source that is edited while it changes elsewhere', () => {
  it('shows what a colleague saved', () => {
    const store = opened();
    store.adopt(source({ version: 2, mapping: { ...EMPTY_MAPPING, phone: '/body/phone' } }));
    expect([store.mapping.value.phone, store.source.value.version, store.isChanged.value]).toEqual([
      '/body/phone',
      2,
      false,
    ]);
  });

  it('keeps what is being written, and saves it on a version whose reading is as it was', () => {
    const store = opened();
    store.setMapping({ name: '/body/name' });
    store.adopt(source({ version: 2 }));
    expect([store.mapping.value.name, store.source.value.version, store.isChanged.value]).toEqual([
      '/body/name',
      2,
      true,
    ]);
  });

  it('keeps both when a colleague changed the same: the save meets the version and is refused', () => {
    const store = opened();
    store.setMapping({ name: '/body/name' });
    store.adopt(source({ version: 2, mapping: { ...EMPTY_MAPPING, name: '/body/buyer' } }));
    expect([store.mapping.value.name, store.source.value.version]).toEqual(['/body/name', 1]);
  });
});
