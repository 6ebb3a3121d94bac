import { expect, it } from 'vitest';
import { trustOf } from './media-hosts.ts';

it.each([
  ['https://graph.facebook.com/v25.0/1', 'token'],
  ['https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1', 'token'],
  ['https://media.xx.fbcdn.net/v/file', 'plain'],
  ['https://mmg.whatsapp.net/v/file', 'plain'],
  ['http://lookaside.fbsbx.com/file', 'no'],
  ['https://lookaside.fbsbx.com:8443/file', 'no'],
  ['https://lookaside.fbsbx.com.evil.test/file', 'no'],
  ['https://xlookaside.fbsbx.com/file', 'no'],
  ['https://lookaside.fbsbx.com@evil.test/file', 'no'],
  ['https://evilfbcdn.net/file', 'no'],
  ['https://fbcdn.net.evil.test/file', 'no'],
  ['http://graph.facebook.com/v25.0/1', 'no'],
  ['https://example.test/file', 'no'],
  ['http://localhost:8788/file', 'no'],
  ['not an address', 'no'],
])('%s is trusted with: %s', (address, expected) => {
  expect(trustOf(address, 'https://graph.facebook.com')).toBe(expected);
});

it('a simulated Graph API on this machine may be called by another of its names, on the same port', () => {
  const trust = (address: string) => trustOf(address, 'http://127.0.0.1:8788');
  expect([trust('http://localhost:8788/file'), trust('http://localhost:8789/file')]).toEqual(['token', 'no']);
});
