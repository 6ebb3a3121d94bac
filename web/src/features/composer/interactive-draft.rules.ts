import type { Interactive } from '../../../../workers/contracts/api/interactive.ts';
import type { OutboundContent } from '../../../../workers/contracts/api/outbound.ts';
import { META_LIMITS as LIMITS } from '../../../../workers/contracts/limits.ts';

export interface TextLimit {
  max: number;
  isRequired: boolean;
}

/** What speaks against a text; null when nothing does. */
export const faultOfText = (text: string, { max, isRequired }: TextLimit): string | null => {
  const length = Array.from(text).length;
  if (length > max) return `At most ${max.toLocaleString('en')} characters; these are ${length}.`;
  return isRequired && text.trim() === '' ? 'Write something here.' : null;
};

export type InteractiveKind =
  | 'buttons'
  | 'list'
  | 'link'
  | 'form'
  | 'call_button'
  | 'location_request'
  | 'number_request'
  | 'call_request';

/** Kinds that are a question with one button, whose words are WhatsApp's. */
const QUESTIONS: ReadonlySet<InteractiveKind> = new Set([
  'location_request',
  'number_request',
  'call_request',
]);
export const hasOnlyText = (kind: InteractiveKind): boolean => QUESTIONS.has(kind);

export interface ListRow {
  title: string;
  description: string;
}
export interface ListSection {
  title: string;
  rows: readonly ListRow[];
}

/** A message with something to press, while it is written. Of a kind only its own fields count. */
export interface InteractiveDraft {
  header: string;
  body: string;
  footer: string;
  /** Titles of reply buttons. */
  buttons: readonly string[];
  /** What opens the list. */
  listButton: string;
  sections: readonly ListSection[];
  linkText: string;
  url: string;
  /** Of a form: what Meta calls it, the button that opens it and, where it is not the form's own, the first screen. */
  formId: string;
  formButton: string;
  formScreen: string;
  /** Empty: WhatsApp writes its own. */
  callText: string;
}

export const EMPTY_ROW: ListRow = { title: '', description: '' };
export const EMPTY_INTERACTIVE: InteractiveDraft = {
  header: '',
  body: '',
  footer: '',
  buttons: [''],
  listButton: '',
  sections: [{ title: '', rows: [EMPTY_ROW] }],
  linkText: '',
  url: '',
  formId: '',
  formButton: '',
  formScreen: '',
  callText: '',
};

export const rowCount = (sections: readonly ListSection[]) => sections.flatMap(({ rows }) => rows).length;

/** What is wrong, by the field's path; an empty record when it can be sent. */
export const faultsOfInteractive = (
  kind: InteractiveKind,
  draft: InteractiveDraft,
): Record<string, string> => {
  const faults: Record<string, string> = {};
  const check = (path: string, text: string, limit: TextLimit) => {
    const fault = faultOfText(text, limit);
    if (fault !== null) faults[path] ??= fault;
  };
  const optional = (max: number): TextLimit => ({ max, isRequired: false });
  const required = (max: number): TextLimit => ({ max, isRequired: true });

  check('body', draft.body, required(kind === 'list' ? LIMITS.listBodyCharacters : LIMITS.bodyCharacters));
  if (hasOnlyText(kind)) return faults;
  check('header', draft.header, optional(LIMITS.headerCharacters));
  check('footer', draft.footer, optional(LIMITS.footerCharacters));
  if (kind === 'buttons') {
    for (const [index, title] of draft.buttons.entries()) {
      check(`buttons.${index}`, title, required(LIMITS.buttonTitleCharacters));
      if (draft.buttons.findIndex((other) => other.trim() === title.trim()) < index)
        faults[`buttons.${index}`] ??= 'Each button needs a title of its own.';
    }
  }
  if (kind === 'link') {
    check('linkText', draft.linkText, required(LIMITS.callToActionCharacters));
    if (!/^https:\/\/[^\s.]+\.\S+$/.test(draft.url.trim())) faults['url'] = 'Give an address with https://.';
  }
  if (kind === 'form') {
    check('formButton', draft.formButton, required(LIMITS.callToActionCharacters));
    check('formScreen', draft.formScreen, optional(LIMITS.flowScreenCharacters));
    if (!/^\d{1,64}$/.test(draft.formId.trim())) faults['formId'] = 'Give the form’s id, a number.';
  }
  if (kind === 'call_button') check('callText', draft.callText, optional(LIMITS.callToActionCharacters));
  if (kind === 'list') {
    check('listButton', draft.listButton, required(LIMITS.listButtonCharacters));
    for (const [at, section] of draft.sections.entries()) {
      check(`sections.${at}.title`, section.title, {
        max: LIMITS.listSectionTitleCharacters,
        isRequired: draft.sections.length > 1,
      });
      for (const [index, row] of section.rows.entries()) {
        const path = `sections.${at}.rows.${index}`;
        check(`${path}.title`, row.title, required(LIMITS.listRowTitleCharacters));
        check(`${path}.description`, row.description, optional(LIMITS.listRowDescriptionCharacters));
      }
    }
  }
  return faults;
};

const without = (text: string) => text.trim();
const footerOf = ({ footer }: InteractiveDraft) =>
  footer.trim() === '' ? {} : { footer: { text: without(footer) } };
const headerOf = ({ header }: InteractiveDraft) =>
  header.trim() === '' ? {} : { header: { type: 'text' as const, text: without(header) } };

/** In Meta's shape. The ids say which one was chosen, also to whoever reads the answer by program. */
export const interactiveOf = (kind: InteractiveKind, draft: InteractiveDraft): Interactive => {
  const body = { text: without(draft.body) };
  const around = { ...headerOf(draft), body, ...footerOf(draft) };
  switch (kind) {
    case 'buttons':
      return {
        type: 'button',
        ...around,
        action: {
          buttons: draft.buttons.map((title, index) => ({
            type: 'reply',
            reply: { id: `button-${index + 1}`, title: without(title) },
          })),
        },
      };
    case 'link':
      return {
        type: 'cta_url',
        ...around,
        action: {
          name: 'cta_url',
          parameters: { display_text: without(draft.linkText), url: without(draft.url) },
        },
      };
    case 'list':
      return {
        type: 'list',
        ...around,
        action: {
          button: without(draft.listButton),
          sections: draft.sections.map((section, at) => ({
            ...(section.title.trim() === '' ? {} : { title: without(section.title) }),
            rows: section.rows.map((row, index) => ({
              id: `row-${at + 1}-${index + 1}`,
              title: without(row.title),
              ...(row.description.trim() === '' ? {} : { description: without(row.description) }),
            })),
          })),
        },
      };
    case 'form': {
      const screen = without(draft.formScreen);
      return {
        type: 'flow',
        ...around,
        action: {
          name: 'flow',
          parameters: {
            flow_message_version: '3',
            flow_id: without(draft.formId),
            flow_cta: without(draft.formButton),
            ...(screen === '' ? {} : { flow_action: 'navigate', flow_action_payload: { screen } }),
          },
        },
      };
    }
    case 'call_button': {
      const text = without(draft.callText);
      return {
        type: 'voice_call',
        ...around,
        action: { name: 'voice_call', ...(text === '' ? {} : { parameters: { display_text: text } }) },
      };
    }
    case 'number_request':
      return { type: 'contact_request', body, action: { name: 'request_contact_info' } };
    case 'call_request':
      return { type: 'call_permission_request', body, action: { name: 'call_permission_request' } };
    case 'location_request':
      return { type: 'location_request_message', body, action: { name: 'send_location' } };
    default:
      return kind satisfies never;
  }
};

export const contentOfInteractive = (kind: InteractiveKind, draft: InteractiveDraft): OutboundContent => ({
  type: 'interactive',
  interactive: interactiveOf(kind, draft),
});
