// Writes one transaction after the other and says so after each commit. Arguments: URL, prefix of the ids.
import { writeSync } from 'node:fs';
import { openDatabase } from '../../../src/store/database.ts';
import { message, outboxRow } from '../samples.ts';

const [url = '', prefix = ''] = process.argv.slice(2);
const database = await openDatabase({ url, log: { warn: () => undefined } });
for (let count = 0; ; count += 1) {
  const id = `${prefix}-${count}`;
  await database.transaction(async ({ messages, outbox }) => {
    await messages.save(message({ id }));
    await outbox.add(outboxRow({ id, lane: `lane-${count % 3}` }));
  });
  writeSync(1, `${id}\n`);
}
