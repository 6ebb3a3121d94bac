/** What came back: a status, or the reason why there is none. `text` is read only for the handshake. */
export type WebhookAnswer = { status: number; text: string } | { error: string };

export type WebhookRequest = {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
};

export type PostWebhook = (request: WebhookRequest) => Promise<WebhookAnswer>;

const ANSWER_TEXT_LIMIT = 2000;

export const postWebhook: PostWebhook = async (request) => {
  try {
    // oxlint-disable-next-line no-restricted-globals -- Meta's side of the wire: calls whatever callback it is given
    const answer = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(request.timeoutMs),
    });
    return { status: answer.status, text: (await answer.text()).slice(0, ANSWER_TEXT_LIMIT) };
  } catch (error) {
    return { error: describeFailure(error) };
  }
};

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError') return 'timed out';
  const cause = error.cause;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return error.message;
}
