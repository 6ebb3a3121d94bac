export { advanceReplay, findReplay, finishReplay, type ReplayRow } from './queries.ts';
export { ARCHIVE, isOpen, keysOf } from './rules.ts';
export { wakeDueReplay } from './wake-replay.ts';
