export { fetchMedia } from './fetch-media.ts';
export { mediaFetch, wakeDueMedia } from './wake-media.ts';
