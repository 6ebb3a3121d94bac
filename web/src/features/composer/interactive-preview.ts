import type { TemplatePreview } from '../../../../workers/contracts/template-preview.ts';
import { hasOnlyText, type InteractiveDraft, type InteractiveKind } from './interactive-draft.rules.ts';

/** What the phone shows of it, in the form of a template's preview. */
export const previewOfInteractive = (kind: InteractiveKind, draft: InteractiveDraft): TemplatePreview => ({
  header: hasOnlyText(kind) || draft.header.trim() === '' ? null : { format: 'TEXT', text: draft.header },
  offer: null,
  body: draft.body,
  footer: hasOnlyText(kind) || draft.footer.trim() === '' ? null : draft.footer,
  buttons: buttonsOf(kind, draft),
  cards: [],
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
    case 'form':
      return [{ type: 'FLOW', text: draft.formButton || 'Open the form', target: null }];
    case 'call_button':
      return [{ type: 'PHONE_NUMBER', text: draft.callText || 'Call now', target: null }];
    case 'number_request':
      return [{ type: 'REQUEST_CONTACT_INFO', text: 'Share phone number', target: null }];
    case 'call_request':
      return [{ type: 'PHONE_NUMBER', text: 'Allow calls', target: null }];
    default:
      return [{ type: 'LOCATION', text: 'Send location', target: null }];
  }
};
