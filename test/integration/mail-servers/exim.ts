/**
 * Debian's Exim on loopback. It cannot be installed beside Postfix, so `EXIM` may name a program that was unpacked
 * somewhere. It needs root, and the user that it was built for.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MailSystem, MailSystemOptions } from './mail-system.ts';

const program = process.env.EXIM ?? '/usr/sbin/exim4';

/** Why Exim cannot be started here, or `null` where it can. */
export function eximMissing(): string | null {
  if (!existsSync(program)) return 'Exim is not installed';
  if (process.getuid?.() !== 0) return 'Exim starts as root only';
  const { stdout } = spawnSync(program, ['-bV'], { encoding: 'utf8' });
  return stdout.startsWith('Exim version') ? null : 'the user that Exim runs as is missing';
}

export async function startExim(options: MailSystemOptions): Promise<MailSystem> {
  const folder = mkdtempSync(path.join(tmpdir(), 'platen-exim-'));
  chmodSync(folder, 0o777);
  const config = path.join(folder, 'exim.conf');
  writeFileSync(config, configOf(folder, options));
  const daemon = spawn(program, ['-C', config, '-bdf', '-q2s'], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => daemon.once('exit', () => resolve()));
  return {
    log: path.join(folder, 'mainlog'),
    async stop() {
      daemon.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configOf(folder: string, { name, port, clients, largest, nextHop }: MailSystemOptions): string {
  return `
exim_path = ${program}
primary_hostname = ${name}
spool_directory = ${folder}/spool
log_file_path = ${folder}/%slog
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${port}
host_lookup =
rfc1413_hosts =
message_size_limit = ${largest}
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  accept hosts = ${clients}
  deny message = relay not permitted
begin routers
next:
  driver = manualroute
  route_list = * 127.0.0.1
  self = send
  transport = onward
begin transports
onward:
  driver = smtp
  port = ${nextHop}
  allow_localhost
  hosts_avoid_tls = *
begin retry
* * F,1h,2s
begin authenticators
nobody:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = false
`;
}
