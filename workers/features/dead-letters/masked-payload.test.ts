import { describe, expect, it } from 'vitest';
import { maskedPayload } from './masked-payload.ts';

describe('the payload of a dead letter', () => {
  it('shows how a delivery was built, down to its messages, and nothing that anybody wrote or is called', () => {
    const message = {
      from: '5511955550390',
      id: 'wamid.one',
      timestamp: '1795000000',
      type: 'text',
      text: { body: 'Where is my order?' },
    };
    const value = {
      contacts: [{ profile: { name: 'Rosa Lima', username: 'rosa.l' }, wa_id: '5511955550390' }],
      messages: [message],
    };
    const raw = JSON.stringify({
      object: 'w',
      entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
    });
    expect(maskedPayload({ v: 1, kind: 'meta.delivery', raw })).toEqual({
      v: 1,
      kind: 'meta.delivery',
      raw: {
        object: 'w',
        entry: [
          {
            id: '1',
            changes: [
              {
                field: 'messages',
                value: {
                  contacts: [{ profile: { name: '[name]', username: '[name]' }, wa_id: '[phone]' }],
                  messages: [
                    {
                      from: '[phone]',
                      id: 'wamid.one',
                      timestamp: '1795000000',
                      type: 'text',
                      text: '[text]',
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    });
  });

  it('that is no JSON is hidden whole', () => {
    expect(maskedPayload({ raw: '{"text": "cut o' })).toEqual({ raw: '[text]' });
    expect(maskedPayload('+55 11 95555-0390')).toBe('[phone]');
  });
});
