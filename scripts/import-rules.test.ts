import { describe, expect, it } from 'vitest';
import { refusal } from './import-rules.ts';

const value = (from: string, to: string) => refusal({ from, to, isTypeOnly: false });
const type = (from: string, to: string) => refusal({ from, to, isTypeOnly: true });

describe('an import', () => {
  it.each([
    ['workers/features/contacts/rules.ts', 'workers/features/contacts/queries.ts'],
    ['workers/features/contacts/edit-contact.ts', 'workers/features/channels/queries.ts'],
    ['workers/features/contacts/edit-contact.ts', 'workers/channels/cloud/send.ts'],
    ['workers/channels/cloud/send.ts', 'workers/features/channels/index.ts'],
    ['workers/platform/ids.ts', 'workers/features/contacts/index.ts'],
    ['workers/contracts/ids.ts', 'zod'],
    ['durable-objects/company-hub.ts', 'workers/features/conversations/index.ts'],
    ['web/src/main.tsx', 'workers/platform/ids.ts'],
    ['simulator/main.ts', 'workers/contracts/ids.ts'],
    ['somewhere/new.ts', 'hono'],
  ])('of %s from %s is refused', (from, to) => {
    expect(value(from, to)).toContain(from);
  });

  it.each([
    ['workers/features/contacts/edit-contact.ts', 'workers/features/channels/index.ts'],
    ['workers/features/contacts/edit-contact.ts', 'workers/features/contacts/queries.ts'],
    ['workers/edges/cron/schedule.ts', 'workers/features/realtime/index.ts'],
    ['web/src/main.tsx', 'workers/contracts/ids.ts'],
    ['workers/contracts/ids.ts', 'zod/mini'],
  ])('of %s from %s is allowed', (from, to) => {
    expect(value(from, to)).toBeNull();
  });

  it('of a type alone is allowed where its code is not', () => {
    expect(type('workers/features/contacts/edit-contact.ts', 'workers/context.ts')).toBeNull();
    expect(value('workers/features/contacts/edit-contact.ts', 'workers/context.ts')).not.toBeNull();
  });
});
