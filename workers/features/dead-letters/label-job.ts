import * as z from 'zod/mini';
import { companyId, deadLetterId } from '../../contracts/ids.ts';

/** What a job's body tells of itself, as far as it can be read. */
export interface JobLabel {
  kind: string;
  companyId: string | null;
  /** JSON. */
  ref: string | null;
  /** Where it was already a dead letter once. */
  deadLetterId: string | null;
}

/** The longest `ref` kept beside the sealed body, in characters of JSON. Ours: a job's ref is a few ids. */
const MAX_REF_CHARACTERS = 1_000;

const kindField = z.object({ kind: z.string().check(z.maxLength(64)) });
const companyField = z.object({ companyId });
const refField = z.object({ ref: z.unknown() });
const letterField = z.object({ deadLetterId });

/** Bodies may be anything: they were written by an older version, or by nobody we know. */
export function labelJob(body: unknown): JobLabel {
  return {
    kind: kindField.safeParse(body).data?.kind ?? 'unknown',
    companyId: companyField.safeParse(body).data?.companyId ?? null,
    ref: refOf(refField.safeParse(body).data?.ref),
    deadLetterId: letterField.safeParse(body).data?.deadLetterId ?? null,
  };
}

function refOf(ref: unknown): string | null {
  if (ref === undefined || ref === null) return null;
  try {
    const text = JSON.stringify(typeof ref === 'object' ? ref : { id: ref });
    return text.length > MAX_REF_CHARACTERS ? null : text;
  } catch {
    return null;
  }
}
