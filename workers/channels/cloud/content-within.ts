import type { WholeContent } from '../../contracts/api/whole-content.ts';
import { MAX_CONTENT_BYTES } from '../port.ts';
import { jsonOf, jsonWithin } from './bounded-text.ts';
import { contactsWithin } from './shared-contacts.ts';
import { isWire, listOf, type Wire } from './wire.ts';

/** A message's own content, as far as a row holds it. */
export interface ContentWithin {
  /** JSON text of at most `MAX_CONTENT_BYTES`; null where there is none. */
  content: string | null;
  /** JSON text of all of it, where `content` is only its beginning. */
  whole: string | null;
}

/**
 * What of a message's content goes into its row: all of it, or else its beginning and, as `whole` (ours), how much there
 * is. What is nested too deeply to be written again has no whole: it is in the archive alone.
 */
export function contentWithin(content: Wire): ContentWithin {
  if (Object.keys(content).length === 0) return { content: null, whole: null };
  const text = jsonWithin(content, MAX_CONTENT_BYTES);
  if (text !== null) return { content: text, whole: null };
  const whole = jsonOf(content);
  const summary = JSON.stringify(summaryOf(content, whole));
  const beginning = contactsWithin(content) ?? beginningOf(content);
  return {
    content: beginning === null ? `{"whole":${summary}}` : `${beginning.slice(0, -1)},"whole":${summary}}`,
    whole: whole === '' ? null : whole,
  };
}

function summaryOf(content: Wire, whole: string): WholeContent {
  const order = content['order'];
  const items = isWire(order) ? listOf(order['product_items']) : [];
  const cards = listOf(content['contacts']);
  const answers = answersOf(content);
  return {
    sizeBytes: new TextEncoder().encode(whole).length,
    isKept: whole !== '',
    entryCount: items.length || cards.length || (answers?.length ?? 0) || null,
    order: items.length === 0 ? null : orderOf(items.map((item) => (isWire(item) ? item : {}))),
  };
}

/** How much was ordered, and what it comes to; no total where a price is missing or there are several currencies. */
function orderOf(items: readonly Wire[]): WholeContent['order'] {
  const lines = items.map((item) => ({
    quantity: numberIn(item['quantity']) ?? 1,
    price: numberIn(item['item_price']),
    currency: item['currency'],
  }));
  const currency = lines[0]?.currency;
  const isOneCurrency = lines.every((line) => line.price !== null && line.currency === currency);
  return {
    quantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    total:
      isOneCurrency && typeof currency === 'string' && currency !== '' && currency.length <= 8
        ? { amount: lines.reduce((sum, { quantity, price }) => sum + quantity * (price ?? 0), 0), currency }
        : null,
  };
}

/** Some senders write numbers as texts. */
function numberIn(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** The answers of a form, which Meta writes as JSON inside JSON; null of anything else. */
function answersOf(content: Wire): [string, unknown][] | null {
  const text = formReplyOf(content)?.['response_json'];
  if (typeof text !== 'string') return null;
  const answers = parsed(text);
  return isWire(answers) ? Object.entries(answers).filter(([key]) => key !== 'flow_token') : null;
}

function formReplyOf(content: Wire): Wire | null {
  const interactive = content['interactive'];
  const reply = isWire(interactive) ? interactive['nfm_reply'] : null;
  return isWire(reply) ? reply : null;
}

/** As many entries of each list, and as much of each text, as fit into the row beside the summary. */
function beginningOf(content: Wire): string | null {
  for (let entries = MOST_ENTRIES; entries >= 1; entries = Math.floor(entries * SHARE)) {
    const text = jsonWithin(shortened(content, entries, 0), MAX_CONTENT_BYTES - SUMMARY_BYTES);
    if (text !== null && text !== '{}') return text;
  }
  return null;
}

function shortened(value: unknown, entries: number, depth: number): unknown {
  if (typeof value === 'string') return shortText(value);
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.slice(0, entries).map((one) => shortened(one, entries, depth + 1));
  if (!isWire(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, entries)
      .map(([key, one]) => [
        key,
        key === 'response_json' && typeof one === 'string'
          ? shortenedJson(one, entries, depth)
          : shortened(one, entries, depth + 1),
      ]),
  );
}

function shortenedJson(text: string, entries: number, depth: number): string {
  const value = parsed(text);
  return isWire(value) ? jsonOf(shortened(value, entries, depth + 1)) : shortText(text);
}

function shortText(text: string): string {
  if (text.length <= SHORT_CHARACTERS) return text;
  return `${text.slice(0, SHORT_CHARACTERS - 1).toWellFormed()}…`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Entries of a list that are tried first, and what is tried next of what did not fit. Ours. */
const MOST_ENTRIES = 100;
const SHARE = 0.8;
/** What is left of a long text, in characters. Ours. */
const SHORT_CHARACTERS = 400;
/** How deep it is looked. Ours: Meta nests forms five deep. */
const MAX_DEPTH = 12;
/** Room for the summary, in bytes. Ours. */
const SUMMARY_BYTES = 256;
