// Loaded into the service before it starts, so that its own SQLite can be told to be full or read-only.
import { DatabaseSync } from 'node:sqlite';

const opened = new Set<DatabaseSync>();
const { exec } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function (sql) {
  opened.add(this);
  return exec.call(this, sql);
};

process.on('message', ({ pragma }: { pragma: string }) => {
  for (const database of opened) exec.call(database, `pragma ${pragma}`);
  process.send?.('done');
});
process.channel?.unref();
