import type { GuardedFetch } from '../../platform/security/guarded-fetch.ts';
import type { ProviderTemplate, TemplateAccount, TemplateAdapter, TemplateOutcome } from '../port.ts';
import { GRAPH_VERSION } from './graph-version.ts';
import { outcomeOfRefusal } from './template-refusals.ts';
import { createdTemplate, FIELDS, listing, readTemplate } from './template-wire.ts';
import { parsedJson } from './verify-number.ts';

/** How long Meta may take to answer one call, in milliseconds. Ours. */
const TIMEOUT_MS = 20_000;
/** The largest answer read, in bytes. Ours: a page of templates, each of a few kilobytes, many times over. */
const MAX_ANSWER_BYTES = 4 * 1_024 * 1_024;
/** Templates asked for at once. Ours. */
const PAGE_SIZE = 100;
/** Ours: Meta allows 6,000 templates, names with their languages, to an account. */
const MAX_PAGES = 100;

type Answer = TemplateOutcome<unknown>;

/** The Business Management API's templates. Source: Meta, `/{account}/message_templates` and `/{template}`. */
export function createCloudTemplates(deps: { graphUrl: string; fetch: GuardedFetch }): TemplateAdapter {
  const call = async (
    account: TemplateAccount,
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<Answer> => {
    try {
      const response = await deps.fetch(`${deps.graphUrl}/${GRAPH_VERSION}/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${account.accessToken}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        timeoutMs: TIMEOUT_MS,
        maxResponseBytes: MAX_ANSWER_BYTES,
      });
      const answer = parsedJson(response.text());
      return response.status >= 200 && response.status < 300
        ? { kind: 'done', value: answer }
        : outcomeOfRefusal(response.status, answer);
    } catch (cause) {
      return { kind: 'unreachable', cause };
    }
  };

  return {
    async list(account, name) {
      const templates = new Map<string, ProviderTemplate>();
      let after: string | undefined;
      for (let page = 0; page < MAX_PAGES; page++) {
        const query = new URLSearchParams({ fields: FIELDS, limit: String(PAGE_SIZE) });
        if (name !== undefined) query.set('name', name);
        if (after !== undefined) query.set('after', after);
        const answer = await call(account, 'GET', `${account.wabaId}/message_templates?${query.toString()}`);
        if (answer.kind === 'gone') return unknownAccount;
        if (answer.kind !== 'done') return answer;
        const parsed = listing.safeParse(answer.value);
        if (!parsed.success) return unreadable;
        for (const one of parsed.data.data) {
          const template = readTemplate(one);
          // A template that cannot be read must not look as if Meta had deleted it.
          if (template === null) return unreadable;
          if (name === undefined || template.name === name) templates.set(template.id, template);
        }
        const { cursors, next } = parsed.data.paging ?? {};
        if (next === undefined || cursors?.after === undefined || cursors.after === after) {
          return { kind: 'done', value: [...templates.values()] };
        }
        after = cursors.after;
      }
      return { kind: 'unreachable', cause: new Error(`more than ${MAX_PAGES} pages of templates`) };
    },

    async create(account, template) {
      const answer = await call(account, 'POST', `${account.wabaId}/message_templates`, {
        name: template.name,
        language: template.language,
        category: template.category,
        parameter_format: template.parameterFormat,
        components: template.components,
      });
      if (answer.kind === 'gone') return unknownAccount;
      if (answer.kind !== 'done') return answer;
      const parsed = createdTemplate.safeParse(answer.value);
      return parsed.success ? { kind: 'done', value: parsed.data } : unreadable;
    },

    edit: async (account, id, change) => emptied(await call(account, 'POST', id, change)),

    async remove(account, name, id) {
      const query = new URLSearchParams(id === undefined ? { name } : { name, hsm_id: id });
      return emptied(
        await call(account, 'DELETE', `${account.wabaId}/message_templates?${query.toString()}`),
      );
    },
  };
}

const unreadable = { kind: 'unreachable', cause: new Error('an answer that cannot be read') } as const;
const unknownAccount = {
  kind: 'refused',
  path: 'channelId',
  message: 'Meta does not know this WhatsApp account, or the access token may not see its templates.',
} as const;

/** Meta answers `{"success": true}`. */
function emptied(answer: Answer): TemplateOutcome<null> {
  if (answer.kind !== 'done') return answer;
  const isRefused =
    typeof answer.value === 'object' &&
    answer.value !== null &&
    'success' in answer.value &&
    answer.value.success === false;
  return isRefused ? unreadable : { kind: 'done', value: null };
}
