/** The limit that polling is measured against: the same datagrams to the same devices, and no look into what comes back. */
import dgram from 'node:dgram';
import { once } from 'node:events';

/** A device, and the requests that one visit to it takes. */
export type Visit = { readonly port: number; readonly requests: readonly Uint8Array[] };

/** Makes all visits, `width` of them at a time over one socket, and resolves when each request was answered. */
export async function exchange(visits: readonly Visit[], width: number): Promise<void> {
  const socket = dgram.createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  socket.setRecvBufferSize(4 * 1024 * 1024);
  const answered = new Map<number, () => void>();
  socket.on('message', (_bytes, from) => answered.get(from.port)?.());
  const queue = [...visits];
  const worker = async () => {
    for (let visit = queue.pop(); visit; visit = queue.pop()) {
      const { port, requests } = visit;
      for (const request of requests) {
        await new Promise<void>((resolve) => {
          answered.set(port, resolve);
          socket.send(request, port, '127.0.0.1');
        });
      }
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  socket.close();
}
