/** What a quick reply's variables stand for. */
export interface QuickReplyPeople {
  contactName: string | null;
  agentName: string;
}

export const QUICK_REPLY_VARIABLES = ['contact.name', 'contact.first_name', 'agent.name'] as const;
export type QuickReplyVariable = (typeof QUICK_REPLY_VARIABLES)[number];

const VARIABLE = /\{\{\s*([\w.]+)\s*\}\}/g;
const isKnown = (name: string): name is QuickReplyVariable =>
  QUICK_REPLY_VARIABLES.some((known) => known === name);

/** Variables that nothing stands behind, for example a misspelt one. */
export function unknownVariables(text: string): string[] {
  const names = [...text.matchAll(VARIABLE)].map(([, name]) => name ?? '');
  return [...new Set(names.filter((name) => !isKnown(name)))];
}

/**
 * The text with its variables filled in. Of a contact whose name is not known the variable goes, together with the
 * blank before it, so that "Hello {{contact.name}}, …" becomes "Hello, …".
 */
export function fillQuickReply(text: string, people: QuickReplyPeople): string {
  const values: Record<QuickReplyVariable, string> = {
    'contact.name': people.contactName ?? '',
    'contact.first_name': people.contactName?.trim().split(/\s+/)[0] ?? '',
    'agent.name': people.agentName,
  };
  return text.replaceAll(/( ?)\{\{\s*([\w.]+)\s*\}\}/g, (whole, blank: string, name: string) => {
    if (!isKnown(name)) return whole;
    return values[name] === '' ? '' : `${blank}${values[name]}`;
  });
}
