import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { outboundContent } from '../../../../workers/contracts/api/outbound.ts';
import {
  contentOfInteractive,
  EMPTY_INTERACTIVE,
  faultsOfInteractive,
  type InteractiveDraft,
  type InteractiveKind,
} from './interactive-draft.rules.ts';

const full: InteractiveDraft = {
  header: 'h'.repeat(60),
  body: 'b'.repeat(1_024),
  footer: 'f'.repeat(60),
  buttons: ['Yes', 'No', '👍'.repeat(20)],
  listButton: 'l'.repeat(20),
  sections: [
    { title: 't'.repeat(24), rows: [{ title: 'r'.repeat(24), description: 'd'.repeat(72) }] },
    {
      title: 'Other',
      rows: [
        { title: 'Same', description: '' },
        { title: 'Same', description: '' },
      ],
    },
  ],
  linkText: 'c'.repeat(20),
  url: 'https://shop.example/table',
  formId: '9'.repeat(64),
  formButton: 'o'.repeat(20),
  formScreen: 'SCREEN'.padEnd(200, 'X'),
  callText: 'c'.repeat(20),
};
const KINDS: InteractiveKind[] = [
  'buttons',
  'list',
  'link',
  'form',
  'call_button',
  'location_request',
  'number_request',
  'call_request',
];
const isAccepted = (kind: InteractiveKind, draft: InteractiveDraft) =>
  z.safeParse(outboundContent, contentOfInteractive(kind, draft)).success;

describe('a message with something to press', () => {
  it.each(KINDS)('is accepted by the API when nothing is said against it, at every limit: %s', (kind) => {
    expect([faultsOfInteractive(kind, full), isAccepted(kind, full)]).toEqual([{}, true]);
  });

  it.each(KINDS)('has a fault wherever the API would refuse it: %s', (kind) => {
    const changes: Partial<InteractiveDraft>[] = [
      { header: `${full.header}x` },
      { body: '  ' },
      { body: `${full.body}x` },
      { footer: `${full.footer}x` },
      { buttons: ['Yes', 'Yes'] },
      { buttons: [''] },
      { buttons: ['👍'.repeat(21)] },
      { listButton: '' },
      { sections: [{ title: '', rows: [{ title: 'x'.repeat(25), description: '' }] }] },
      { sections: [{ title: '', rows: [{ title: 'x', description: 'x'.repeat(73) }] }] },
      { sections: [...full.sections, { title: '', rows: [{ title: 'x', description: '' }] }] },
      { linkText: '' },
      { url: 'http://shop.example' },
      { formId: '' },
      { formId: 'nine nine' },
      { formButton: '' },
      { formButton: 'x'.repeat(21) },
      { formScreen: 'x'.repeat(201) },
      { callText: 'x'.repeat(21) },
    ];
    for (const change of changes) {
      const draft = { ...full, ...change };
      const isFree = Object.keys(faultsOfInteractive(kind, draft)).length === 0;
      expect({ change, isFree }).toEqual({ change, isFree: isAccepted(kind, draft) });
    }
  });

  it('says at the field what is missing', () => {
    expect(faultsOfInteractive('buttons', EMPTY_INTERACTIVE)).toEqual({
      body: 'Write something here.',
      'buttons.0': 'Write something here.',
    });
  });

  it('leaves out what is empty', () => {
    const draft = { ...EMPTY_INTERACTIVE, body: 'Which one? ', buttons: ['Oak'] };
    expect(contentOfInteractive('buttons', draft)).toEqual({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Which one?' },
        action: { buttons: [{ type: 'reply', reply: { id: 'button-1', title: 'Oak' } }] },
      },
    });
  });
});
