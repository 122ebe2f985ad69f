/** The agent of net-snmp (C), where it is installed: another implementation to be right against. */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wrap, writeInteger } from '../../../simulator/snmp/ber.ts';

const programs = ['/usr/sbin/snmpd', '/usr/local/sbin/snmpd', '/opt/homebrew/sbin/snmpd'];
export const snmpdPath = programs.find((program) => existsSync(program)) ?? null;
if (snmpdPath === null) console.log('snmpd is not installed: the tests against it are skipped');

export type Snmpd = { readonly port: number; stop(): Promise<void> };

/** What an agent needs that has no tables of its own. */
export const frontModules = 'usmConf,vacm_conf,vacm_vars,snmpEngine,usmStats,usmUser,proxy';

/** `modules`: those that run, or with a hyphen before them do not. Throws when it does not come up within ten seconds. */
export async function startSnmpd(config: string, modules = '-smux'): Promise<Snmpd> {
  if (snmpdPath === null) throw new Error('snmpd is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'snmpd-'));
  const port = await freePort();
  const file = join(folder, 'snmpd.conf');
  writeFileSync(file, `agentaddress udp:127.0.0.1:${port}\n${config}`);
  const args = ['-f', '-C', '-c', file, '-Lf', join(folder, 'log'), '-I', modules, '-p', join(folder, 'pid')];
  const child = spawn(snmpdPath, args, { stdio: 'ignore', env: { ...process.env, SNMP_PERSISTENT_DIR: folder } });
  await answers(port);
  return {
    port,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Asks for its engine (RFC 3414 §4), which every configuration answers, until something comes back. */
async function answers(port: number): Promise<void> {
  const socket = createSocket('udp4');
  const until = Date.now() + 10_000;
  try {
    const answered = once(socket, 'message');
    for (let isUp = false; !isUp; ) {
      if (Date.now() > until) throw new Error('snmpd does not answer');
      socket.send(engineQuestion(), port, '127.0.0.1');
      isUp = await Promise.race([
        answered.then(() => true),
        new Promise<false>((resolve) => setTimeout(() => resolve(false), 100)),
      ]);
    }
  } finally {
    socket.close();
  }
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

function engineQuestion(): Uint8Array {
  const sequence = 0x30;
  const nothing = wrap(0x04);
  const zero = writeInteger(0);
  const header = wrap(sequence, writeInteger(7), writeInteger(65_507), wrap(0x04, Uint8Array.of(4)), writeInteger(3));
  const security = wrap(0x04, wrap(sequence, nothing, zero, zero, nothing, nothing, nothing));
  const get = wrap(0xa0, writeInteger(7), zero, zero, wrap(sequence));
  return wrap(sequence, writeInteger(3), header, security, wrap(sequence, nothing, nothing, get));
}
