/** `npm run bench -- NAME`: runs one benchmark. Each prints ratios to a peer or a limit that runs in the same command. */
import { readdirSync } from 'node:fs';

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'main.ts')
  .map((file) => file.slice(0, -3));

const [name = '', ...argv] = process.argv.slice(2);
if (!names.includes(name)) {
  process.stderr.write(`Say which: npm run bench -- ${names.join(' | ')}\n`);
  process.exitCode = 2;
} else {
  const bench = (await import(`./${name}.ts`)) as { run(argv: readonly string[]): Promise<void> };
  await bench.run(argv);
}
