/** `{{1}}` or `{{first_name}}`, in the order of their first appearance. */
export function templateVariables(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g)].map((match) => match[1] ?? ''))];
}

export function fillVariables(text: string, values: Map<string, string>): string {
  return text.replaceAll(
    /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g,
    (whole, name: string) => values.get(name) ?? whole,
  );
}
