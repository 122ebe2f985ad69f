/** A terminal for commands under test: what they print is kept. */
import { Readable, Writable } from 'node:stream';
import type { Io } from '../../cli/command.ts';

export type TestIo = Io & { readonly printed: () => string; readonly complained: () => string };

export function testIo(cwd: string, env: Record<string, string> = {}): TestIo {
  const [stdout, printed] = collect();
  const [stderr, complained] = collect();
  return { stdout, stderr, stdin: Readable.from([]), env, cwd, printed, complained };
}

function collect(): [Writable, () => string] {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return [stream, () => text];
}
