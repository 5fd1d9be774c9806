// Runs the real service in the test's own process, where its clock can be set.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { environment, type ServiceOptions } from './service.ts';

export interface ServiceInProcess {
  readonly url: string;
  logs(): string;
  stop(): Promise<void>;
}

/** The service in the test's own process, with `now` as its clock. */
export async function startInProcess(
  options: ServiceOptions & { readonly now: () => number },
): Promise<ServiceInProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'csp-service-'));
  let output = '';
  const log = createLog('info', {
    write: (line) => {
      output += line;
    },
  });
  const app = await startApp(readConfig(environment(options, folder)), { now: options.now, log });
  const url = `http://127.0.0.1:${app.port}`;
  options.teams.botIsAt(url);
  return {
    url,
    logs: () => output,
    async stop() {
      await app.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
