export { placeJob } from './place-job.ts';
export { waitSeconds } from './rules.ts';
export { watchLane, watchLanes } from './watch-lanes.ts';
export { watchSubjects } from './watch-subjects.ts';
