import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import { ApiProblem, offline } from '../../api/api-problem.ts';
import { createConversationEdits } from './conversation-edits.ts';
import { createConversationRows } from './conversation-rows.ts';
import { sampleConversation } from './sample-rows.ts';
import { createConversationSelection } from './selection.ts';

const conflict = () =>
  new ApiProblem({ status: 409, code: 'conflict', title: 'Conflict', detail: 'Somebody was faster.' });

const createWorld = (ids: readonly string[]) => {
  const rows = createConversationRows();
  rows.put(ids.map((id) => sampleConversation({ id })));
  const asked: string[] = [];
  const said: string[] = [];
  const answers = new Map<string, () => Promise<Conversation>>();
  let atOnce = 0;
  let mostAtOnce = 0;
  const edits = createConversationEdits({
    rows,
    say: (_, text) => said.push(text),
    api: {
      updateConversation: async (id) => {
        asked.push(id);
        atOnce += 1;
        mostAtOnce = Math.max(mostAtOnce, atOnce);
        await Promise.resolve();
        atOnce -= 1;
        const answer = answers.get(id);
        return answer === undefined
          ? sampleConversation({ id, status: 'resolved', version: 2, revision: 2 })
          : answer();
      },
      getConversation: (id) =>
        Promise.resolve(sampleConversation({ id, status: 'pending', version: 5, revision: 5 })),
      startConversation: () => Promise.reject(offline()),
    },
  });
  return { rows, edits, asked, said, answers, mostAtOnce: () => mostAtOnce };
};

describe('the same edit of several conversations', () => {
  it('is made of each, a few at a time, and says what became of them', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `conv_${n}`);
    const { edits, rows, asked, said, answers, mostAtOnce } = createWorld(ids);
    answers.set('conv_3', () => Promise.reject(conflict()));
    answers.set('conv_4', () => Promise.reject(offline()));
    expect(await edits.editMany(ids, { status: 'resolved' })).toEqual({ done: 18, changed: 1, failed: 1 });
    expect([asked.toSorted(), said]).toEqual([ids.toSorted(), []]);
    expect(mostAtOnce()).toBe(4);
    expect(['conv_2', 'conv_3', 'conv_4'].map((id) => rows.peek(id)?.status)).toEqual([
      'resolved',
      'pending',
      'open',
    ]);
  });
});

describe('a selection', () => {
  it('begins with the first tick, takes all and none, and is forgotten at its end', () => {
    const selection = createConversationSelection();
    selection.toggle('a');
    expect([selection.isOn.value, [...selection.ids.value]]).toEqual([true, ['a']]);
    selection.toggleAll(['a', 'b', 'c']);
    expect(selection.count.value).toBe(3);
    selection.toggle('b');
    expect([...selection.ids.value]).toEqual(['a', 'c']);
    selection.toggleAll(['a', 'c']);
    expect(selection.count.value).toBe(0);
    selection.toggle('a');
    selection.end();
    expect([selection.isOn.value, selection.count.value]).toEqual([false, 0]);
  });
});
