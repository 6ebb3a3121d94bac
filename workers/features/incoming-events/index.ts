export { findEventDoor, type EventDoor } from './find-door.ts';
export { noteTry } from './note-try.ts';
export { receiveEvent } from './receive-event.ts';
export { eventOfKey, isTooDeep } from './rules.ts';
