export { mediaFetch, wakeDueMedia } from './wake-media.ts';
