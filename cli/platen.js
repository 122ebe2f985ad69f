#!/usr/bin/env -S node --max-semi-space-size=8 --heap-growing-percent=30
/*
 * The `platen` binary. Plain JavaScript that any Node from 20 on can read: Platen itself is TypeScript that needs Node 24,
 * so under an older one this starts the Node that `npm ci` put beside it, and stands in for it: same terminal, signals
 * passed on, same exit status.
 *
 * The first line keeps the heap small. On a machine with much memory V8 lets its young generation grow to 100 MB and more,
 * of which an agent that holds 30 MB has nothing: a thousand polls take 150 MB in place of 270, and a tenth more time.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const wanted = [24, 19];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isNewEnough = major > wanted[0] || (major === wanted[0] && minor >= wanted[1]);

if (isNewEnough) {
  stopWithLauncher();
  keepCompiled();
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2), process);
} else {
  const node = findNode();
  if (node) standInFor(node);
  else {
    process.stderr.write(
      `platen: needs Node ${wanted.join('.')} or newer, and this is ${process.versions.node}; ` +
        'run "npm ci" in the checkout (it brings the right Node with it) or install a newer Node.\n',
    );
    process.exitCode = 2;
  }
}

/**
 * Platen is read from TypeScript at every start; what Node made of it is kept, which halves the time to begin. Kept
 * beside the code, where only those can write who could as well change the code; where no one can, there is no such file.
 */
function keepCompiled() {
  module.enableCompileCache?.(
    join(dirname(dirname(fileURLToPath(import.meta.url))), 'node_modules', '.cache', 'platen'),
  );
}

/** The Node of our own node_modules, or of the project that Platen is installed in. */
function findNode() {
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  let folder = dirname(dirname(fileURLToPath(import.meta.url)));
  for (;;) {
    const candidate = join(folder, 'node_modules', 'node', 'bin', file);
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) return null;
    folder = dirname(folder);
  }
}

/** @param {string} node */
function standInFor(node) {
  const args = [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  // The IPC channel carries no messages. It closes when this process dies, however it dies: see stopWithLauncher.
  const child = spawn(node, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'];
  // Ctrl-C reaches the child from the terminal as well; it takes two within a second for one.
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`platen: cannot start ${node}: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const each of signals) process.removeAllListeners(each);
    process.kill(process.pid, signal);
  });
}

/** Under a launcher that was killed outright nothing may go on running alone. */
function stopWithLauncher() {
  if (!process.connected) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
}
