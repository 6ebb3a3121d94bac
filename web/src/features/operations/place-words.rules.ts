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
  const rate = lanePerMinute === null ? null : rateWords(lanePerMinute);
  if (waitingInLane === null || waitingInLane === 0)
    return rate === null ? `It goes by the lane ${lane}.` : `Its lane, ${lane}, ${rate}.`;
  const waiting = waitingInLane === 1 ? 'One job waits' : `${countWords(waitingInLane)} jobs wait`;
  return `${waiting} in the lane ${lane}${rate === null ? '' : `, which ${rate}`}.`;
};

/** Rates are those of the last five minutes. */
const rateWords = (perMinute: number): string => {
  if (perMinute === 0) return 'has done nothing for five minutes';
  return `does ${perMinute < 10 ? perMinute.toFixed(1) : countWords(Math.round(perMinute))} a minute`;
};

const howLong = ({ estimatedSeconds, nextAtMs }: JobPlace): string | null => {
  if (estimatedSeconds === null || estimatedSeconds < 1) return null;
  const time =
    estimatedSeconds < 120
      ? `${Math.round(estimatedSeconds)} s`
      : `${countWords(Math.round(estimatedSeconds / 60))} min`;
  return nextAtMs === null ? `It takes about ${time} at the present rate.` : `Its turn is in about ${time}.`;
};
