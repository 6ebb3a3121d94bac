export { watchLane, watchLanes } from './watch-lanes.ts';
