/** Why a file is not taken. `wrong_hash`: other bytes than were announced; the others are about the bytes as they are. */
export type RefusalReason = 'too_large' | 'wrong_type' | 'unreadable' | 'empty' | 'wrong_hash';

export class FileRefusal extends Error {
  override readonly name = 'FileRefusal';
  readonly reason: RefusalReason;
  /** In plain words, for a person. */
  readonly problem: string;

  constructor(reason: RefusalReason, problem: string) {
    super(`${reason}: ${problem}`);
    this.reason = reason;
    this.problem = problem;
  }
}

export function tooLargeFile(maxBytes: number): FileRefusal {
  return new FileRefusal('too_large', `The file is larger than ${sizeText(maxBytes)}.`);
}

function sizeText(bytes: number): string {
  const megabytes = bytes / 1_048_576;
  return megabytes >= 1 ? `${Math.round(megabytes)} MB` : `${Math.round(bytes / 1_024)} KB`;
}
