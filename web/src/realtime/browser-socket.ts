import type { ConnectSocket } from './lasting-socket.ts';

/**
 * Opens a WebSocket of the browser, always at the page's own host: the deployment may have several names, and the
 * Content-Security-Policy allows no other one.
 */
export const connectBrowserSocket: ConnectSocket = (url, handlers) => {
  const { pathname, search } = new URL(url, location.href);
  const address = new URL(pathname + search, location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  const socket = new WebSocket(address);
  socket.addEventListener('open', () => handlers.onOpen());
  socket.addEventListener('message', (event) => {
    if (typeof event.data === 'string') handlers.onText(event.data);
  });
  socket.addEventListener('close', (event) => handlers.onClose(event.code));
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(1000),
  };
};
