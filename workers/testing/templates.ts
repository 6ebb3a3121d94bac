/** Templates in the shape of Meta's API, made up for tests. */
export function listedTemplate(id: string, change: Record<string, unknown> = {}) {
  return {
    id,
    name: `template_${id}`,
    language: 'en_US',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    quality_score: { score: 'GREEN' },
    rejected_reason: 'NONE',
    components: [{ type: 'BODY', text: 'Hello there' }],
    ...change,
  };
}

/** A page of Meta's list; `after` where there are more. */
export function templatePage(templates: unknown[], after?: string) {
  return {
    status: 200,
    body: {
      data: templates,
      paging: {
        cursors: { before: 'b', after: after ?? 'end' },
        ...(after === undefined ? {} : { next: `https://graph.example/next?after=${after}` }),
      },
    },
  };
}

/** A webhook about a template, dated by Meta to this second. */
export function templateWebhook(wabaId: string, atSeconds: number, field: string, value: object) {
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: wabaId, time: atSeconds, changes: [{ field, value }] }],
  };
}
