const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_CHARACTERS = 10;
const TIE_CHARACTERS = 4;
/** Of the place within what came at the same time. */
const PLACE_CHARACTERS = 3;
const RANDOM_CHARACTERS = 16;
/** With those of the time, 26. */
const SEQ_CHARACTERS = 10;
const INDEX_CHARACTERS = 6;
const TIE_RANGE = 32 ** TIE_CHARACTERS;
const LAST_PLACE = 32 ** PLACE_CHARACTERS - 1;

export interface Ids {
  /** `prefix_` and 26 characters: 48 bits of the time now, 80 random bits. Sorts by time, cannot be guessed. */
  next(prefix: string): string;
  /**
   * A message's id: the same length, but the time is the provider's, 20 of the random bits are how long after it the
   * message arrived, and 15 its place in what arrived with it, so that messages of the same provider second keep the
   * order in which they came.
   */
  message(atMs: number, arrivedAtMs: number, place?: number): string;
}

/** `randomBytes` must be a cryptographic source. */
export function createIds(nowMs: () => number, randomBytes: (n: number) => Uint8Array): Ids {
  const random = (characters: number) => {
    let text = '';
    for (const byte of randomBytes(characters)) text += ALPHABET[byte & 31];
    return text;
  };
  return {
    next: (prefix) => `${prefix}_${base32(nowMs(), TIME_CHARACTERS)}${random(RANDOM_CHARACTERS)}`,
    message: (atMs, arrivedAtMs, place = 0) => {
      const order = [
        base32(atMs, TIME_CHARACTERS),
        base32(tieOf(atMs, arrivedAtMs), TIE_CHARACTERS),
        base32(Math.min(place, LAST_PLACE), PLACE_CHARACTERS),
      ];
      return `msg_${order.join('')}${random(RANDOM_CHARACTERS - TIE_CHARACTERS - PLACE_CHARACTERS)}`;
    },
  };
}

/** How late it came; of what came so late that it does not fit, only which came before which of the same minutes. */
function tieOf(atMs: number, arrivedAtMs: number): number {
  const lateMs = arrivedAtMs - atMs;
  return lateMs >= 0 && lateMs < TIE_RANGE ? lateMs : arrivedAtMs % TIE_RANGE;
}

export const cryptoIds = (nowMs: () => number): Ids =>
  createIds(nowMs, (n) => crypto.getRandomValues(new Uint8Array(n)));

/** What sorts before every id with this prefix that was made at the time or later. */
export function firstIdOf(prefix: string, atMs: number): string {
  return `${prefix}_${base32(atMs, TIME_CHARACTERS)}`;
}

/** When an id was made, in milliseconds since 1970. */
export function timeOfId(id: string): number {
  let atMs = 0;
  for (const character of id.slice(id.indexOf('_') + 1).slice(0, TIME_CHARACTERS)) {
    atMs = atMs * 32 + ALPHABET.indexOf(character);
  }
  return atMs;
}

/** The id of one change of a log row, the same whoever makes it: time, number in the log, place in the row. */
export function outgoingEventIdOf(atMs: number, seq: number, index: number): string {
  return `evt_${base32(atMs, TIME_CHARACTERS)}${base32(seq, SEQ_CHARACTERS)}${base32(index, INDEX_CHARACTERS)}`;
}

function base32(value: number, characters: number): string {
  let text = '';
  let rest = value;
  for (let i = 0; i < characters; i++) {
    text = `${ALPHABET[rest % 32]}${text}`;
    rest = Math.floor(rest / 32);
  }
  return text;
}
