/** `platen` as a process of its own. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import path from 'node:path';

const launcher = path.resolve(import.meta.dirname, '../../cli/platen.js');

export type Running = {
  readonly child: ChildProcess;
  readonly printed: () => string;
  readonly complained: () => string;
  /** Exit status, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
};

export function runPlaten(args: readonly string[], { node = process.execPath, cwd = process.cwd() } = {}): Running {
  const child = spawn(node, [launcher, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let complained = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text;
  });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal ?? code));
  });
  return { child, printed: () => printed, complained: () => complained, ended };
}

/** A Node from 20 to 23 on this machine; `null` where there is none. */
export function findOldNode(): string | null {
  const candidates = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, 'node'));
  for (const candidate of new Set([...candidates, '/usr/bin/node', '/usr/local/bin/node'])) {
    const major = Number(/^v(\d+)/.exec(spawnSync(candidate, ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1]);
    if (major >= 20 && major < 24) return candidate;
  }
  return null;
}
