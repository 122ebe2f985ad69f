/** A real IMAP server on loopback: Debian's Dovecot, with a user and a folder of mails of our own. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';

export const dovecotPath = ['/usr/sbin/dovecot', '/usr/bin/dovecot'].find((file) => existsSync(file));
export const hasDovecot = dovecotPath !== undefined && existsSync('/usr/lib/dovecot/imap');

export type Dovecot = {
  readonly port: number;
  readonly tlsPort: number;
  readonly certificate: string;
  readonly user: string;
  readonly password: string;
  /** Puts a mail into a mailbox, as a delivery does. */
  deliver(mail: string, mailbox?: string): void;
  /** File names of a mailbox, flags included: `1.mail:2,S`. */
  list(mailbox?: string): string[];
  /** Forgets which numbers the mails have: all are new numbers then. */
  renumber(): void;
  stopServer(): Promise<void>;
  startServer(): Promise<void>;
  stop(): Promise<void>;
};

export async function startDovecot(): Promise<Dovecot> {
  const folder = mkdtempSync(path.join(tmpdir(), 'platen-dovecot-'));
  const [port, tlsPort] = [await freePort(), await freePort()];
  const me = userInfo();
  // Dovecot never lets root read mail, so that root's mails belong to nobody in particular.
  const owner = me.uid === 0 ? { uid: 65534, gid: 65534 } : { uid: me.uid, gid: me.gid };
  const login = me.uid === 0 ? 'nobody' : me.username;
  const maildir = path.join(folder, 'mail');
  for (const part of ['cur', 'new', 'tmp']) mkdirSync(path.join(maildir, part), { recursive: true });
  const [key, certificate] = [path.join(folder, 'key.pem'), path.join(folder, 'certificate.pem')];
  spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
  ]);
  const password = 'not-so-secret';
  writeFileSync(path.join(folder, 'users'), `bounces:{PLAIN}${password}:${owner.uid}:${owner.gid}::${folder}::\n`);
  writeFileSync(
    path.join(folder, 'dovecot.conf'),
    `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
first_valid_uid = 0
first_valid_gid = 0
default_internal_user = ${login}
default_internal_group = ${me.uid === 0 ? 'nogroup' : groupOf(owner.gid)}
default_login_user = ${login}
mail_location = maildir:${maildir}
ssl = yes
ssl_cert = <${certificate}
ssl_key = <${key}
disable_plaintext_auth = no
auth_mechanisms = plain login
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = passwd-file
  args = ${folder}/users
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
`,
  );
  chownTree(folder, owner);
  let server: ChildProcess | null = null;
  let count = 0;

  async function startServer(): Promise<void> {
    server = spawn(dovecotPath ?? '', ['-F', '-c', path.join(folder, 'dovecot.conf')], {
      stdio: 'ignore',
      detached: true,
    });
    for (let left = 300; !(await answers(port)); left--) {
      if (left === 0 || server.exitCode !== null) throw new Error(`dovecot does not start: ${log()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  async function stopServer(): Promise<void> {
    const ending = server;
    if (ending?.pid === undefined || ending.exitCode !== null) return;
    const ended = new Promise((resolve) => ending.on('close', resolve));
    ending.kill('SIGTERM');
    await ended;
    // Its processes go on serving whoever is connected.
    try {
      process.kill(-ending.pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  const log = () => (existsSync(`${folder}/log`) ? readFileSync(`${folder}/log`, 'utf8') : '');
  const folderOf = (mailbox: string) => (mailbox === 'INBOX' ? maildir : path.join(maildir, `.${mailbox}`));

  await startServer();
  return {
    port,
    tlsPort,
    certificate,
    user: 'bounces',
    password,
    deliver(mail, mailbox = 'INBOX') {
      count += 1;
      const name = `${Math.floor(Date.now() / 1000)}.${count}.test`;
      const file = path.join(folderOf(mailbox), 'tmp', name);
      writeFileSync(file, mail);
      chownTree(file, owner);
      renameSync(file, path.join(folderOf(mailbox), 'new', name));
    },
    list: (mailbox = 'INBOX') =>
      ['new', 'cur'].flatMap((part) => {
        const where = path.join(folderOf(mailbox), part);
        return existsSync(where) ? readdirSync(where) : [];
      }),
    renumber() {
      for (const name of readdirSync(maildir)) {
        if (name.startsWith('dovecot')) rmSync(path.join(maildir, name), { recursive: true, force: true });
      }
    },
    startServer,
    stopServer,
    async stop() {
      await stopServer();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function chownTree(root: string, { uid, gid }: { readonly uid: number; readonly gid: number }): void {
  if (userInfo().uid === 0) spawnSync('chown', ['-R', `${uid}:${gid}`, root]);
}

function groupOf(gid: number): string {
  const found = /^gid=\d+\(([^)]+)\)/m.exec(spawnSync('id', ['-g', '-n'], { encoding: 'utf8' }).stdout);
  return found?.[1] ?? spawnSync('id', ['-g', '-n'], { encoding: 'utf8' }).stdout.trim() ?? String(gid);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function answers(port: number): Promise<boolean> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.setTimeout(1000, () => done(false));
    socket.on('data', () => done(true));
    socket.on('error', () => done(false));
  });
}
