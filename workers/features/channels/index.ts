export { closeBreaker } from './close-breaker.ts';
export { getBreaker } from './get-breaker.ts';
export { openBreaker, type StoppedSend } from './open-breaker.ts';
export { tokenPlace } from './create-channel.ts';
export {
  findChannel,
  insertChannelEvents,
  insertNewEvents,
  listChannelRows,
  selectKnownEvents,
  selectRoutes,
  type ChannelEventRow,
  type ChannelRoute,
  type ChannelRow,
} from './queries.ts';
export { selectFacts, type FactRow } from './fact-queries.ts';
export { listChannelIds } from './queries.ts';
export { noteSendErrors } from './note-send-errors.ts';
export { noteTraffic, planTraffic, type SeenTraffic, type TrafficPlan } from './note-traffic.ts';
export { planAccountNews, troubleKey, troubleOf } from './plan-account-news.ts';
export { planFacts } from './plan-facts.ts';
export { recordFacts, type KnownFact } from './record-facts.ts';
export { syncPhoneApp } from './sync-phone-app.ts';
export { wakePhoneAppSync } from './wake-phone-app-sync.ts';
export { recordRejections, type RejectedItem } from './record-rejections.ts';
