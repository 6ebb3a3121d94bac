import { MAX_COUNTED_BEFORE, type JobPlace } from '../../../../workers/contracts/api/job-place.ts';

/** What goes before a job, in one and in many. */
export interface Named {
  one: string;
  many: string;
}
export const JOBS: Named = { one: 'job', many: 'jobs' };
export const SENDS: Named = { one: 'send', many: 'sends' };
export const DELIVERIES: Named = { one: 'delivery', many: 'deliveries' };

/** How far a job is from being done: what goes before it, its lane with its rate, and how long that takes. */
export const placeWords = (place: JobPlace, named: Named): string =>
  [beforeIt(place, named), inLane(place), howLong(place)].filter((one) => one !== null).join(' ');

export const countWords = (number: number): string => number.toLocaleString('en');

const beforeIt = ({ before }: JobPlace, { one, many }: Named): string | null => {
  if (before === null) return null;
  if (before === 0) return `No other ${one} goes before it.`;
  if (before >= MAX_COUNTED_BEFORE) return `At least ${countWords(MAX_COUNTED_BEFORE)} ${many} go before it.`;
  return before === 1 ? `One ${one} goes before it.` : `${countWords(before)} ${many} go before it.`;
};

const inLane = ({ lane, waitingInLane, lanePerMinute }: JobPlace): string => {
  const rate = lanePerMinute === null ? null : `does ${rateWords(lanePerMinute)} a minute`;
  if (waitingInLane === null || waitingInLane === 0)
    return rate === null ? `It goes by the lane ${lane}.` : `Its lane, ${lane}, ${rate}.`;
  const waiting = waitingInLane === 1 ? 'One job waits' : `${countWords(waitingInLane)} jobs wait`;
  return `${waiting} in the lane ${lane}${rate === null ? '' : `, which ${rate}`}.`;
};

const rateWords = (perMinute: number): string =>
  perMinute > 0 && perMinute < 10 ? perMinute.toFixed(1) : countWords(Math.round(perMinute));

const howLong = ({ estimatedSeconds, lanePerMinute }: JobPlace): string | null => {
  if (estimatedSeconds === null) return lanePerMinute === 0 ? 'Nothing moves there at present.' : null;
  if (estimatedSeconds < 1) return null;
  return estimatedSeconds < 120
    ? `It takes about ${Math.round(estimatedSeconds)} s at the present rate.`
    : `It takes about ${countWords(Math.round(estimatedSeconds / 60))} min at the present rate.`;
};
