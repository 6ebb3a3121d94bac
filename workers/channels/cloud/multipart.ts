import type { OutboundFile } from '../port.ts';

/**
 * A form with one file that is read while it is sent. `FormData` would hold the whole file. Its length is known before,
 * because Meta takes no chunked bodies. Source: RFC 7578.
 */
export function multipart(
  fields: readonly (readonly [string, string])[],
  file: OutboundFile,
): { contentType: string; body: ReadableStream; done(): void } {
  const boundary = `recado-${crypto.randomUUID()}`;
  const encoder = new TextEncoder();
  const head = encoder.encode(
    [
      ...fields.map(
        ([name, value]) =>
          `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      ),
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${quoted(file.filename)}"\r\n`,
      `Content-Type: ${file.mimeType}\r\n\r\n`,
    ].join(''),
  );
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  const { readable, writable } = new FixedLengthStream(head.length + file.sizeBytes + tail.length);
  const controller = new AbortController();
  const write = async () => {
    const writer: WritableStreamDefaultWriter<Uint8Array> = writable.getWriter();
    await writer.write(head);
    writer.releaseLock();
    await file.body.pipeTo(writable, { preventClose: true, signal: controller.signal });
    const last: WritableStreamDefaultWriter<Uint8Array> = writable.getWriter();
    await last.write(tail);
    await last.close();
  };
  // A body that breaks off fails the request that reads it, which is where it is handled.
  write().catch((error: unknown) => writable.abort(error).catch(() => {}));
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: readable,
    done: () => controller.abort(),
  };
}

/** As browsers write it: a name must not end the quotes or the line. */
function quoted(filename: string): string {
  return filename.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
