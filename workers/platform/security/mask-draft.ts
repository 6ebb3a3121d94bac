/** What a masked value is replaced with. */
export type MaskLabel = 'cpf' | 'cnpj' | 'phone' | 'email' | 'secret' | 'card' | 'wamid';

interface Finding {
  start: number;
  end: number;
  label: MaskLabel;
}

export interface Span {
  start: number;
  end: number;
}

/** Says what part of a match to cover: all of it, a part, or nothing. */
export type Decide = (match: RegExpExecArray, draft: MaskDraft) => Span | boolean;

const covered = '\ue000';
const labels = /\[(?:cpf|cnpj|phone|email|secret|card|wamid)\]/g;
const unusual =
  /[\u00a0\u00ad\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u2000-\u2015\u2028-\u202f\u205f\u2060-\u2064\u2066-\u2069\u2212\u3000\ufe58\ufe63\ufeff\uff08\uff09\uff0b\uff0d-\uff19\uff1a\uff1d\uff20]/g;

/**
 * A text on its way through the detectors. They read `shadow`: the same length, with unusual spellings (full-width and
 * Arabic digits, typographic dashes and spaces, invisible marks) made plain, and with everything already decided
 * covered by U+E000, so that no detector sees what an earlier one took.
 */
export class MaskDraft {
  readonly #original: string;
  readonly #findings: Finding[] = [];
  shadow: string;

  constructor(text: string) {
    this.#original = text;
    const plain = text.replace(unusual, plainSpelling);
    this.shadow = plain.replace(labels, (label) => covered.repeat(label.length));
  }

  /** Covers the parts of every match of a global pattern that `decide` accepts; with a label, they will be replaced. */
  cover(pattern: RegExp, label: MaskLabel | null, decide: Decide = () => true): void {
    const spans: Span[] = [];
    pattern.lastIndex = 0;
    for (let match = pattern.exec(this.shadow); match !== null; match = pattern.exec(this.shadow)) {
      const start = match.index;
      const decision = decide(match, this);
      if (decision === false) {
        // A refused candidate may begin inside a value; every pattern is bounded or starts once per run, so that going
        // on from the next character stays linear.
        pattern.lastIndex = start + 1;
        continue;
      }
      const span = decision === true ? { start, end: start + match[0].length } : decision;
      spans.push(span);
      pattern.lastIndex = Math.max(span.end, start + 1);
    }
    this.#take(spans, label);
  }

  /** The original text with every labelled finding replaced. */
  finish(): string {
    if (this.#findings.length === 0) return this.#original;
    this.#findings.sort((a, b) => a.start - b.start);
    let result = '';
    let at = 0;
    for (const { start, end, label } of this.#findings) {
      result += `${this.#original.slice(at, start)}[${label}]`;
      at = end;
    }
    return result + this.#original.slice(at);
  }

  #take(spans: readonly Span[], label: MaskLabel | null): void {
    if (spans.length === 0) return;
    let shadow = '';
    let at = 0;
    for (const { start, end } of spans) {
      if (label !== null) this.#findings.push({ start, end, label });
      shadow += this.shadow.slice(at, start) + covered.repeat(end - start);
      at = end;
    }
    this.shadow = shadow + this.shadow.slice(at);
  }
}

function plainSpelling(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0xff08 && code <= 0xff20) return String.fromCharCode(code - 0xfee0);
  for (const zero of [0x0660, 0x06f0, 0x0966]) {
    if (code >= zero && code < zero + 10) return String(code - zero);
  }
  const isDash = (code >= 0x2010 && code <= 0x2015) || code === 0x2212 || code === 0xfe58 || code === 0xfe63;
  return isDash ? '-' : ' ';
}
