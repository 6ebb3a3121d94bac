import type { FaultKind } from './fault-kinds.ts';

export const faultTexts: Record<FaultKind, { title: string; effect: string }> = {
  slow: { title: 'Slow answers', effect: 'The Graph API waits before it answers.' },
  'rate-limited': { title: 'Rate limited', effect: 'HTTP 429 with error 130429; nothing is accepted.' },
  'server-error': { title: 'Server error', effect: 'HTTP 500, with Meta’s error 131000 or without a body.' },
  'accept-then-hang': {
    title: 'Accept, never answer',
    effect: 'The message goes out, the answer never comes.',
  },
  'accept-then-cut': { title: 'Accept, cut the line', effect: 'The message goes out, the socket is cut.' },
  reset: { title: 'Connection reset', effect: 'The socket is cut before anything is accepted.' },
  'accept-without-id': { title: 'Answer without id', effect: 'HTTP 200 without a message id.' },
  refuse: { title: 'Refuse with a code', effect: 'Any Meta error as the answer of the call.' },
  'fail-later': { title: 'Fail with a code', effect: 'Accepted, then a failed status with any Meta error.' },
  'hold-template': {
    title: 'Hold templates',
    effect: 'Accepted and held for a quality check; then sent, or failed with 132015.',
  },
  'media-gone': { title: 'File gone', effect: 'The id is unknown, and its URL answers 404.' },
  'media-url-expired': { title: 'URL expired', effect: 'The id gives a URL that answers 404.' },
  'media-slow': { title: 'Slow file', effect: 'The file waits before its first byte.' },
  'media-error': { title: 'File error', effect: 'The URL answers with an HTTP error.' },
  'media-cut': { title: 'File cut off', effect: 'Half of the bytes come, then the socket is cut.' },
  'media-wrong-bytes': { title: 'Wrong bytes', effect: 'Other bytes than the hash says, as many.' },
  'media-larger': { title: 'Larger than declared', effect: 'More bytes than file_size says.' },
  'media-wrong-type': { title: 'Wrong type', effect: 'The URL answers with another content type.' },
  'media-redirect': { title: 'Redirect elsewhere', effect: 'The URL sends the caller to another host.' },
  'duplicate-webhooks': {
    title: 'Duplicate webhooks',
    effect: 'Every POST is delivered several times at once.',
  },
  'shuffle-webhooks': {
    title: 'Shuffle webhooks',
    effect: 'Updates come in any order; statuses even before the send is answered.',
  },
  'hold-webhooks': { title: 'Hold webhooks', effect: 'Nothing is delivered until this is switched off.' },
  'lose-webhooks': { title: 'Lose webhooks', effect: 'POSTs vanish, as when Meta gives up on a receiver.' },
  'bad-signature': { title: 'Bad signature', effect: 'Webhooks are signed with a wrong secret.' },
};
