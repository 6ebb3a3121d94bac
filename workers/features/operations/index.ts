export { watchLane, watchLanes } from './watch-lanes.ts';
export { watchSubjects } from './watch-subjects.ts';
