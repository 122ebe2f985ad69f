/** An agent's spool and sender in a process of their own, to be killed: argv = folder, url. Its
 * numbers go on where the last one stored them, in the transaction of the result, as a log's reader does. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../../agent/push/database.ts';
import { createMarks } from '../../../agent/push/marks.ts';
import { createSender } from '../../../agent/push/sender.ts';
import { createSpool } from '../../../agent/push/spool.ts';
import { Secret } from '../../../contract/secret.ts';
import { keptLog, reading, scanResult } from '../samples.ts';

const [folder = '', url = ''] = process.argv.slice(2);
const database = openDatabase(folder);
const marks = createMarks(database);
const spool = createSpool(database, { boot: randomUUID(), now: Date.now });
const sender = createSender({
  url,
  token: new Secret('t'),
  agent: 'child',
  spool,
  log: keptLog(),
  now: () => new Date(),
  chance: Math.random,
  gatherMs: 0,
  delay: () => 2,
});
sender.start();
for (let n = marks.get('/numbers')?.position ?? 0; ; n++) {
  const mark = { inode: '', position: n + 1, headLength: 0, headHash: '', changedMs: 0 };
  spool.putScans([scanResult(`${n}@x`)], () => marks.put('/numbers', mark));
  // Written after it was stored: what the parent has read of, is on disk.
  process.stdout.write(`${n}\n`);
  spool.putReading(reading(`10.0.0.${n % 5}`));
  sender.nudge();
  await sleep(1);
}
