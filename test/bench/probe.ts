// Loaded into a bot's process with --import: says what the process has used, and takes profiles of it.
import { writeFileSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector/promises';
import type { ProbeQuestion, Usage } from './outside.ts';

const samplingMicros = 200;
let session: Session | undefined;

process.on('message', async (question: ProbeQuestion) => {
  process.send?.(await answerTo(question));
});
// A bot ends when it would end without us, and when the bench has ended, in whatever way.
process.channel?.unref();
process.on('disconnect', () => process.exit());

async function answerTo(question: ProbeQuestion): Promise<Usage> {
  if (question.ask === 'start-profile') await startProfile();
  if (question.ask === 'stop-profile') await stopProfile(question.path);
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 1_048_576 };
}

async function startProfile(): Promise<void> {
  session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: samplingMicros });
  await session.post('Profiler.start');
}

async function stopProfile(path: string): Promise<void> {
  const stopped: Profiler.StopReturnType | undefined = await session?.post('Profiler.stop');
  session?.disconnect();
  if (stopped) writeFileSync(path, JSON.stringify(stopped.profile));
}
