export { tokenPlace } from './create-channel.ts';
export {
  findChannel,
  insertChannelEvents,
  listChannelRows,
  selectRoutes,
  type ChannelEventRow,
  type ChannelRoute,
  type ChannelRow,
} from './queries.ts';
export { planFacts } from './plan-facts.ts';
export { recordFacts, type KnownFact } from './record-facts.ts';
export { recordRejections, type RejectedItem } from './record-rejections.ts';
