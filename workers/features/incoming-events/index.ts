export { findEventDoor, type EventDoor } from './find-door.ts';
export { receiveEvent } from './receive-event.ts';
export { isTooDeep } from './rules.ts';
