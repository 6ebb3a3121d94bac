import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

const MARK = 'x-unanswered';

/** Stands for "no answer" on its way through the middleware. */
export function noAnswer(): Response {
  return new Response(null, { headers: { [MARK]: 'true' } });
}

export function isUnanswered(answer: Response): boolean {
  return answer.headers.has(MARK);
}

/**
 * At the edge: the server leaves a response of node-server's own mark alone, so that the socket stays open and
 * silent, or stays cut. It must be that very object: a copy, as middleware makes, would be written out.
 */
export function withholdAnswer(answer: Response): Response {
  return isUnanswered(answer) ? RESPONSE_ALREADY_SENT : answer;
}
