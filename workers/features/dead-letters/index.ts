export { finishRedriven } from './finish-redriven.ts';
export { forgetOldLetters } from './forget-old-letters.ts';
export { importKeptLetters } from './import-kept-letters.ts';
export { keepDeadLetter } from './keep-dead-letter.ts';
export type { DeadLetterRow } from './queries.ts';
export { redriveSlice } from './redrive-dead-letters.ts';
