import { describe, expect, it } from 'vitest';
import type { Channel } from '../../../../workers/contracts/api/channels.ts';
import { sampleConversation } from '../conversations/sample-rows.ts';
import { closureOf } from './closed-composer.rules.ts';

const NOW_MS = Date.UTC(2026, 4, 4, 12);
const HOUR_MS = 3_600_000;
const channel = (disconnectedAtMs: number | null): Channel => ({
  id: `ch_${'0'.repeat(26)}`,
  kind: 'cloud',
  name: 'Shop',
  phoneNumberId: '1',
  wabaId: '2',
  displayPhoneNumber: '+1 555 010 0001',
  app: 'deployment',
  appId: null,
  disconnectedAtMs,
  createdAtMs: 1,
});
const open = sampleConversation({ id: 'conv_1', windowEndsAtMs: NOW_MS + HOUR_MS });
const usual = { conversation: open, channel: channel(null), canWrite: true, nowMs: NOW_MS };

describe('the composer', () => {
  it('is open within the window, also before the channels are known', () => {
    expect([closureOf(usual), closureOf({ ...usual, channel: null })]).toEqual([null, null]);
  });

  it.each([
    ['to who may only read', { canWrite: false }, /Viewer/, false],
    ['where the number is disconnected', { channel: channel(NOW_MS - HOUR_MS) }, /disconnected/, false],
    [
      'where another app has the conversation',
      { conversation: { ...open, handover: { app: 'Bot', sinceMs: NOW_MS - HOUR_MS } } },
      /another app/,
      false,
    ],
    [
      'after the window, but for templates',
      { conversation: { ...open, windowEndsAtMs: NOW_MS - HOUR_MS } },
      /only an approved template/,
      true,
    ],
    [
      'before the customer’s first message, but for templates',
      { conversation: { ...open, windowEndsAtMs: null } },
      /only an approved template/,
      true,
    ],
  ])('is closed %s', (_, change, reason, isTemplateAllowed) => {
    const closure = closureOf({ ...usual, ...change });
    expect(closure?.text).toMatch(reason);
    expect(closure?.isTemplateAllowed).toBe(isTemplateAllowed);
  });
});
