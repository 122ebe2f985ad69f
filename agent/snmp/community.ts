/** Sessions of SNMPv1 and v2c over the shared sockets. */
import { SnmpError } from './error.ts';
import { encodeRequest } from './message.ts';
import type { Answer, Patience, Question, Session } from './session.ts';
import type { Peer, SharedSockets } from './sockets.ts';

/** Every try of a question carries the same request id, so that a late answer to the first is still an answer. */
export function openCommunitySession(
  sockets: SharedSockets,
  peer: Peer,
  version: 'v1' | 'v2c',
  community: string,
): Session {
  const socket = sockets.socketFor(peer.address);
  const communityOctets = Buffer.from(community);

  const ask = (question: Question, patience: Patience) =>
    new Promise<Answer>((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      let tries = 0;
      let sawGarbage = false;
      const end = () => {
        clearTimeout(timer);
        sockets.forget(id);
      };
      const fail = (error: SnmpError) => {
        end();
        reject(error);
      };
      const id = sockets.register({
        peer,
        socket,
        answered: (response) => {
          // One that breaks off before its first value helps no one: the next try may bring a better one.
          if (response.breaksAtOnce) {
            sawGarbage = true;
            return;
          }
          end();
          resolve(response);
        },
        garbled: () => {
          sawGarbage = true;
        },
        failed: fail,
      });
      const message = encodeRequest(version, communityOctets, id, question);
      const trySend = () => {
        const wait = patience.waits[tries++];
        if (wait === undefined) return fail(silence(sawGarbage));
        patience.sent?.();
        timer = setTimeout(trySend, wait);
        sockets.send(socket, message, peer, (fault) => {
          if (fault) fail(fault);
        });
      };
      trySend();
    });

  return { ask, close: () => {} };
}

function silence(sawGarbage: boolean): SnmpError {
  return sawGarbage
    ? new SnmpError('SNMP_GARBLED', 'what came back is no SNMP response')
    : new SnmpError('SNMP_TIMEOUT', 'no answer');
}
