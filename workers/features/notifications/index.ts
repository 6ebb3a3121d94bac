export { notify } from './notify.ts';
export { notifyBehind } from './notify-behind.ts';
export { NOTIFY_TIMEOUT_SECONDS } from './send-notifications.ts';
export { notifySoon, publishAndNotify } from './wake-notifier.ts';
