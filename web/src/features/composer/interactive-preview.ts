import type { TemplatePreview } from '../../../../workers/contracts/template-preview.ts';
import type { InteractiveDraft, InteractiveKind } from './interactive-draft.rules.ts';

/** What the phone shows of it, in the form of a template's preview. */
export const previewOfInteractive = (kind: InteractiveKind, draft: InteractiveDraft): TemplatePreview => ({
  header:
    kind === 'location_request' || draft.header.trim() === '' ? null : { format: 'TEXT', text: draft.header },
  body: draft.body,
  footer: kind === 'location_request' || draft.footer.trim() === '' ? null : draft.footer,
  buttons: buttonsOf(kind, draft),
  others: [],
});

const buttonsOf = (kind: InteractiveKind, draft: InteractiveDraft): TemplatePreview['buttons'] => {
  switch (kind) {
    case 'buttons':
      return draft.buttons
        .filter((title) => title.trim() !== '')
        .map((text) => ({ type: 'QUICK_REPLY', text, target: null }));
    case 'list':
      return [{ type: 'LIST', text: draft.listButton || 'Open the list', target: null }];
    case 'link':
      return [{ type: 'URL', text: draft.linkText || 'Open', target: draft.url }];
    default:
      return [{ type: 'LOCATION', text: 'Send location', target: null }];
  }
};
