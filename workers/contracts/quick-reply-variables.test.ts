import { describe, expect, it } from 'vitest';
import { fillQuickReply, unknownVariables } from './quick-reply-variables.ts';

const people = { contactName: 'Amélie Laurent', agentName: 'Bruna Lima' };

describe('a quick reply', () => {
  it('names the customer and the agent', () => {
    const text = 'Hello {{contact.first_name}} ({{ contact.name }}), this is {{agent.name}}.';
    expect(fillQuickReply(text, people)).toBe('Hello Amélie (Amélie Laurent), this is Bruna Lima.');
  });

  it('reads well for a customer without a name', () => {
    expect(fillQuickReply('Hello {{contact.first_name}}, welcome', { ...people, contactName: null })).toBe(
      'Hello, welcome',
    );
  });

  it('takes a name as it is, whatever it looks like', () => {
    expect(fillQuickReply('To {{contact.name}}', { ...people, contactName: '$& {{agent.name}}' })).toBe(
      'To $& {{agent.name}}',
    );
  });

  it('leaves and names what is no variable', () => {
    const text = '{{contact.nme}} {{order}} {{contact.nme}} {{agent.name}}';
    expect(fillQuickReply(text, people)).toBe('{{contact.nme}} {{order}} {{contact.nme}} Bruna Lima');
    expect(unknownVariables(text)).toEqual(['contact.nme', 'order']);
  });
});
