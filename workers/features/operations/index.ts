export { watchLanes } from './watch-lanes.ts';
