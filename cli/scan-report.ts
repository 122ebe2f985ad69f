/** What the sources of scan results would be, as `platen check` says it. */
import { access, glob, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { recogniseFormat } from '../agent/scans/index.ts';
import { isPattern } from '../agent/scans/sources/index.ts';
import type { FileSource, ImapSource, ScanSource, SyslogSource } from '../agent/scans/sources/source.ts';

export type ScanFinding = {
  readonly check: 'scans';
  readonly ok: boolean;
  /** For people. */
  readonly text: string;
  /** For programs. */
  readonly facts: object;
};

/** Looks at files and at what is installed; asks no server. */
export async function reportScans(
  scans: readonly ScanSource[],
  recipients: 'masked' | 'full',
  env: Readonly<Record<string, string | undefined>>,
): Promise<ScanFinding[]> {
  if (scans.length === 0) return [];
  const text =
    recipients === 'masked'
      ? 'of recipients only the first letter and the domain are kept'
      : "recipients' addresses are kept as they are";
  return [
    ...(await Promise.all(scans.map((source) => reportSource(source, env)))),
    { check: 'scans', ok: true, text, facts: { recipients } },
  ];
}

async function reportSource(
  source: ScanSource,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ScanFinding> {
  const { kind, format, from } = source;
  const finding = (ok: boolean, text: string, facts: object): ScanFinding => ({
    check: 'scans',
    ok,
    text,
    facts: { kind, format, ...facts },
  });
  switch (kind) {
    case 'file': {
      const { ok, text } = await (isPattern(source.path) ? tryPattern(source) : tryLog(source));
      return finding(ok, `${format} ${source.path}: ${text}`, { path: source.path, from });
    }
    case 'journald': {
      const units = source.units.join(', ');
      const isThere = await isInstalled('journalctl', env);
      const text = `journald, ${units}${isThere ? '' : ': there is no journalctl on this machine'}`;
      return finding(isThere, text, { units: source.units, from });
    }
    case 'syslog':
      return finding(true, describeSyslog(source), { listen: source.listen, allow: source.allow });
    case 'imap':
      return finding(true, describeMailbox(source), { host: source.host, mailbox: source.mailbox, from });
    case 'command': {
      const [program = ''] = source.argv;
      const isThere = await isInstalled(program, env);
      const how = source.everyMs === null ? 'followed' : `every ${source.everyMs / 1000} s`;
      const text = `command ${program}, ${how}${isThere ? '' : ': there is no such program'}`;
      return finding(isThere, text, { program, everyMs: source.everyMs });
    }
  }
}

function describeSyslog({ listen, allow }: SyslogSource): string {
  const places = listen.map(
    ({ protocol, host, port }) => `${protocol}://${host.includes(':') ? `[${host}]` : host}:${port}`,
  );
  return `syslog at ${places.join(' and ')}, from ${allow.join(', ') || 'this machine'}`;
}

function describeMailbox({ login, host, port, mailbox, tls, moveTo }: ImapSource): string {
  const isOpen = tls === 'none' && !/^(localhost|127\..*|::1)$/.test(host);
  const warning = isOpen ? '; unencrypted: anyone on the way reads the password' : '';
  const after = moveTo === null ? 'nothing in it is changed' : `bounces are moved to ${moveTo}`;
  return `mailbox ${mailbox} of ${login.user} at ${host}:${port}; ${after}${warning}`;
}

async function tryPattern(source: FileSource): Promise<{ ok: boolean; text: string }> {
  let newest: { path: string; at: number } | null = null;
  let files = 0;
  for await (const name of glob(source.path.replaceAll('\\', '/'))) {
    files += 1;
    const { mtimeMs } = await stat(name);
    if (newest === null || mtimeMs > newest.at) newest = { path: name, at: mtimeMs };
  }
  if (newest === null) return { ok: false, text: 'there is no such file yet; they will be read once they are there' };
  const { ok, text } = await tryLog({ ...source, path: newest.path });
  return { ok, text: `${files} ${files === 1 ? 'file' : 'files'}, the newest ${path.basename(newest.path)} ${text}` };
}

async function tryLog({ path: file, format }: FileSource): Promise<{ ok: boolean; text: string }> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => error.code);
  if (found === 'ENOENT') return { ok: false, text: 'there is no such file; it will be read once it is there' };
  if (typeof found !== 'object') return { ok: false, text: `cannot be looked at (${found})` };
  if (!found.isFile()) return { ok: false, text: 'is not a file' };
  const handle = await open(file).catch(() => null);
  if (!handle) return { ok: false, text: 'this user may not read it; on Debian add it to the group adm' };
  const length = Math.min(found.size, 256 * 1024);
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, found.size - length);
  await handle.close();
  const size = `${(found.size / 1e6).toFixed(1)} MB`;
  if (found.size === 0) return { ok: true, text: 'readable, still empty' };
  if (file.endsWith('.gz')) return { ok: true, text: `readable, ${size}, packed` };
  const seen = recogniseFormat(buffer.toString('utf8').split(/\r?\n/));
  if (format === 'auto') return { ok: true, text: `readable, ${size}, ${seen ?? 'of no known format'}` };
  if (seen === format) return { ok: true, text: `readable, ${size}` };
  return { ok: true, text: `readable, ${size}, but its end holds no line of ${format}` };
}

async function isInstalled(program: string, env: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  const folders = program.includes('/') || program.includes('\\') ? [''] : (env.PATH ?? '').split(path.delimiter);
  const endings = process.platform === 'win32' ? ['', '.exe', '.cmd', '.bat'] : [''];
  for (const folder of folders)
    for (const ending of endings) {
      const isThere = await access(path.join(folder, program + ending)).then(
        () => true,
        () => false,
      );
      if (isThere) return true;
    }
  return false;
}
