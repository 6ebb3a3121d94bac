export { findEventDoor, type EventDoor } from './find-door.ts';
export { noteTry } from './note-try.ts';
export { receiveEvent } from './receive-event.ts';
export { countFailedEvents, listSourceRows, type FailedCount } from './queries.ts';
export { eventOfKey, failuresKey, isTooDeep } from './rules.ts';
