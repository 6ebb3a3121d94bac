/** The largest webhook body, in bytes. Source: Meta, Graph API webhooks ("payloads up to 3 MB"). */
export const MAX_WEBHOOK_BYTES = 3 * 1024 * 1024;

/** The body's bytes, or null when there are more than `maxBytes`: nothing beyond that is ever held. */
export async function readBoundedBody(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const announced = request.headers.get('content-length');
  if (announced !== null) {
    // The platform ends the body at the announced length.
    return Number(announced) > maxBytes ? null : new Uint8Array(await request.arrayBuffer());
  }
  if (request.body === null) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as ReadableStream<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
