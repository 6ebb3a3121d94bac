import type { OutboundContent } from '../../../../workers/contracts/api/outbound.ts';
import { faultOfText } from './interactive-draft.rules.ts';

export interface LocationDraft {
  latitude: string;
  longitude: string;
  name: string;
  address: string;
}

/** WhatsApp documents no limit for a place's name and address; ours, as the API's. */
export const PLACE_CHARACTERS = 1_000;

const NUMBER = String.raw`(-?\d{1,3}(?:\.\d+)?)`;
/** The pin of a place comes before the middle of the map. */
const PATTERNS = [
  new RegExp(`!3d${NUMBER}!4d${NUMBER}`),
  new RegExp(`[?&](?:q|query|ll|destination|mlat)=(?:loc:)?${NUMBER}(?:,|%2C|&mlon=)${NUMBER}`, 'i'),
  new RegExp(`^geo:${NUMBER},${NUMBER}`),
  new RegExp(`@${NUMBER},${NUMBER}`),
  new RegExp(`#map=\\d+/${NUMBER}/${NUMBER}`),
  new RegExp(`^\\s*${NUMBER}\\s*[,;\\s]\\s*${NUMBER}\\s*$`),
];

/** Coordinates as people copy them: "lat, long", a link of Google Maps, OpenStreetMap or Apple Maps, or `geo:`. */
export const readPlace = (text: string): { latitude: string; longitude: string } | null => {
  for (const pattern of PATTERNS) {
    const [, latitude = '', longitude = ''] = pattern.exec(text) ?? [];
    if (isWithin(latitude, 90) && isWithin(longitude, 180)) return { latitude, longitude };
  }
  return null;
};

const isWithin = (text: string, bound: number) =>
  /^-?\d{1,3}(\.\d+)?$/.test(text.trim()) && Math.abs(Number(text)) <= bound;

/** What is wrong, by the field's name. */
export const faultsOfLocation = (draft: LocationDraft): Partial<Record<keyof LocationDraft, string>> => {
  const limit = { max: PLACE_CHARACTERS, isRequired: false };
  const name = faultOfText(draft.name, limit);
  const address = faultOfText(draft.address, limit);
  return {
    ...(isWithin(draft.latitude, 90) ? {} : { latitude: 'A number from -90 to 90.' }),
    ...(isWithin(draft.longitude, 180) ? {} : { longitude: 'A number from -180 to 180.' }),
    ...(name === null ? {} : { name }),
    ...(address === null ? {} : { address }),
  };
};

export const locationOf = (draft: LocationDraft) => ({
  location: {
    latitude: Number(draft.latitude),
    longitude: Number(draft.longitude),
    ...(draft.name.trim() === '' ? {} : { name: draft.name.trim() }),
    ...(draft.address.trim() === '' ? {} : { address: draft.address.trim() }),
  },
});

export const contentOfLocation = (draft: LocationDraft): OutboundContent => ({
  type: 'location',
  ...locationOf(draft),
});
