/** Debian's Postfix on loopback, with a queue, a log and a port of its own. It needs root, as its master does. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MailSystem, MailSystemOptions } from './mail-system.ts';

/** Why Postfix cannot be started here, or `null` where it can. */
export function postfixMissing(): string | null {
  if (!existsSync('/usr/lib/postfix/sbin/master')) return 'Postfix is not installed';
  return process.getuid?.() === 0 ? null : 'Postfix starts as root only';
}

export async function startPostfix(options: MailSystemOptions): Promise<MailSystem> {
  const folder = mkdtempSync(path.join(tmpdir(), 'platen-postfix-'));
  chmodSync(folder, 0o755);
  const own = (name: string) => path.join(folder, name);
  for (const name of ['spool', 'data']) mkdirSync(own(name));
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postfix'], { encoding: 'utf8' })));
  chownSync(own('data'), uid ?? 0, gid ?? 0);
  const log = own('mail.log');
  writeFileSync(own('main.cf'), mainCf(own, log, options));
  writeFileSync(own('master.cf'), masterCf(options.port));
  const postfix = (command: string) => execFileSync('postfix', ['-c', folder, command], { stdio: 'ignore' });
  postfix('start');
  return {
    log,
    async stop() {
      postfix('stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function mainCf(own: (name: string) => string, log: string, options: MailSystemOptions): string {
  const { name, clients, largest, nextHop, authPort } = options;
  return `
compatibility_level = 3.6
queue_directory = ${own('spool')}
data_directory = ${own('data')}
maillog_file = ${log}
maillog_file_prefixes = ${own('.')}
daemon_directory = /usr/lib/postfix/sbin
myhostname = ${name}
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = ${clients}
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:${authPort}
smtpd_peername_lookup = no
message_size_limit = ${largest}
relayhost = [127.0.0.1]:${nextHop}
smtp_dns_support_level = disabled
smtp_host_lookup = native
local_recipient_maps =
alias_maps =
alias_database =
queue_run_delay = 2s
minimal_backoff_time = 2s
maximal_backoff_time = 2s
`;
}

/** The services that mail passes, none in a chroot. */
function masterCf(port: number): string {
  const service = (name: string, type: string, flags: string, command: string) => `${name} ${type} ${flags} ${command}`;
  const unix = (name: string, command = name, flags = '- - n - -') => service(name, 'unix', flags, command);
  return [
    service(`127.0.0.1:${port}`, 'inet', 'n - n - -', 'smtpd'),
    unix('pickup', 'pickup', 'n - n 60 1'),
    unix('cleanup', 'cleanup', 'n - n - 0'),
    unix('qmgr', 'qmgr', 'n - n 2 1'),
    unix('rewrite', 'trivial-rewrite'),
    ...['bounce', 'defer', 'trace'].map((name) => unix(name, 'bounce', '- - n - 0')),
    unix('verify', 'verify', '- - n - 1'),
    unix('flush', 'flush', 'n - n 1000? 0'),
    unix('proxymap'),
    unix('smtp'),
    unix('relay', 'smtp'),
    unix('showq', 'showq', 'n - n - -'),
    ...['error', 'retry'].map((name) => unix(name, 'error')),
    unix('discard'),
    unix('anvil', 'anvil', '- - n - 1'),
    unix('scache', 'scache', '- - n - 1'),
    service('postlog', 'unix-dgram', 'n - n - 1', 'postlogd'),
    '',
  ].join('\n');
}
