import { describe, expect, it } from 'vitest';
import { createWholeContents } from './whole-contents.ts';

describe('all of a content', () => {
  it('is asked for once, however often it is wanted, and again after it was hidden or failed', async () => {
    const asked: string[] = [];
    let isAway = false;
    const wholes = createWholeContents({
      conversationId: 'conv',
      api: {
        getWholeContent: (_, messageId) => {
          asked.push(messageId);
          return isAway ? Promise.reject(new Error('away')) : Promise.resolve({ content: { a: 1 } });
        },
      },
    });
    const state = wholes.of('msg');
    const both = [wholes.show('msg'), wholes.show('msg')];
    expect(state.value).toEqual({ kind: 'loading' });
    await Promise.all(both);
    await wholes.show('msg');
    expect([asked, state.value]).toEqual([['msg'], { kind: 'whole', content: { a: 1 } }]);
    wholes.hide('msg');
    isAway = true;
    await wholes.show('msg');
    expect([asked, state.value]).toEqual([['msg', 'msg'], { kind: 'failed' }]);
  });
});
