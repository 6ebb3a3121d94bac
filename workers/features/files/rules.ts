import type { MediaKind, MessageMedia, Upload } from '../../contracts/api/media.ts';

/** How long an upload waits for a message to take it, in milliseconds. Ours. */
const USABLE_MS = 24 * 60 * 60 * 1_000;
/** When it is forgotten: an hour later, so that no message takes what is just being removed. */
const FORGOTTEN_MS = USABLE_MS + 60 * 60 * 1_000;

export const usableUntil = (createdAtMs: number) => createdAtMs + USABLE_MS;
export const forgottenAt = (createdAtMs: number) => createdAtMs + FORGOTTEN_MS;

/** The part of an upload that is only shown. */
export interface UploadDetails {
  width: number | null;
  height: number | null;
  durationMs: number | null;
  waveform: number[] | null;
  voice: boolean;
  animated: boolean;
  hasThumbnail: boolean;
  /** When a message first took it. */
  takenAtMs: number | null;
}

export interface UploadRow {
  companyId: string;
  id: string;
  kind: MediaKind;
  mimeType: string;
  sizeBytes: number;
  sha256: string;
  filename: string | null;
  details: string;
  createdById: string;
  createdAtMs: number;
}

// Sound: only our own code writes the column.
export const detailsOf = (row: Pick<UploadRow, 'details'>) => JSON.parse(row.details) as UploadDetails;

export function uploadOf(row: UploadRow): Upload {
  const { id, kind, mimeType, sizeBytes, filename, createdAtMs } = row;
  const { takenAtMs: _, ...details } = detailsOf(row);
  return { id, kind, mimeType, sizeBytes, filename, ...details, usableUntilMs: usableUntil(createdAtMs) };
}

/** The file of a message that is sent from an upload: it is there at once. */
export function mediaOfUpload(row: UploadRow): MessageMedia {
  const { kind, mimeType, sizeBytes, filename } = row;
  const { takenAtMs: _, ...details } = detailsOf(row);
  return {
    id: null,
    kind,
    state: 'ready',
    mimeType,
    sha256: row.sha256,
    filename,
    sizeBytes,
    ...details,
    problem: null,
    uploadId: row.id,
  };
}

/** A place in a message's content where an upload is named, and as what. */
export interface UploadUse {
  uploadId: string;
  /** The name of the object that holds it: Meta's word for the kind of file. */
  as: string;
}

/** Every upload that a message's content names, wherever in it. */
export function uploadsIn(content: unknown, as = ''): UploadUse[] {
  if (Array.isArray(content)) return content.flatMap((one) => uploadsIn(one, as));
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([name, value]: [string, unknown]) =>
    name === 'uploadId' && typeof value === 'string' ? [{ uploadId: value, as }] : uploadsIn(value, name),
  );
}
