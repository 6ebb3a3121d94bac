export { indexBehind } from './index-behind.ts';
export { indexMessages } from './index-messages.ts';
export { selectIndexedSeqs } from './queries.ts';
export { publishAndIndex, searchJob } from './wake-index.ts';
