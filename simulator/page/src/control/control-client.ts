import type { Happening } from '../../../world/happenings.ts';

export type ControlClient = ReturnType<typeof createControlClient>;

/** The simulator's control API, as the page uses it: same origin only. */
export function createControlClient(viewer: string) {
  let events: EventSource | undefined;

  return {
    viewer,
    get: <T>(path: string) => call<T>('GET', path),
    post: <T = void>(path: string, body: unknown = {}) => call<T>('POST', path, body),
    put: <T = void>(path: string, body: unknown) => call<T>('PUT', path, body),
    patch: <T = void>(path: string, body: unknown) => call<T>('PATCH', path, body),
    remove: (path: string) => call<void>('DELETE', path),
    /** Sent even while the page is being closed. */
    leave: (path: string, body: unknown) => navigator.sendBeacon(`/control${path}`, JSON.stringify(body)),
    /** All listeners share one stream: a browser opens only six connections to one server. */
    listen(onHappening: (happening: Happening) => void, onConnection: (isConnected: boolean) => void): void {
      events ??= new EventSource(`/control/events?viewer=${viewer}`);
      events.addEventListener('happening', (event) => onHappening(JSON.parse(event.data) as Happening));
      events.addEventListener('open', () => onConnection(true));
      events.addEventListener('error', () => onConnection(false));
    },
  };
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const isFile = body instanceof Blob;
  const answer = await window.fetch(`/control${path}`, {
    method,
    ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
    headers: { 'content-type': isFile ? body.type || 'application/octet-stream' : 'application/json' },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(readSentence(text) ?? `The simulator answered ${answer.status}.`);
  // Both ends are built from one checkout: the answer has the type that the caller's path is documented with.
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

function readSentence(text: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && 'error' in parsed
      ? String(parsed.error)
      : undefined;
  } catch {
    return undefined;
  }
}
