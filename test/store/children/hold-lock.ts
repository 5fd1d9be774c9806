// Takes the process lock and keeps it until its input ends, or says why not. Arguments: key, platform.
import { writeSync } from 'node:fs';
import { AppError } from '../../../src/domain/errors.ts';
import { takeProcessLock } from '../../../src/store/process-lock.ts';

const [key = '', platform = ''] = process.argv.slice(2);
try {
  await takeProcessLock(key, platform as NodeJS.Platform);
  writeSync(1, 'held\n');
  process.stdin.resume();
} catch (error) {
  writeSync(1, `${error instanceof AppError ? error.code : error}\n`);
}
