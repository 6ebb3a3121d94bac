export { indexBehind } from './index-behind.ts';
export { indexMessages } from './index-messages.ts';
export { publishAndIndex, searchJob } from './wake-index.ts';
