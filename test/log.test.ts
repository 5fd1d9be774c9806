import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '../src/domain/errors.ts';
import { createLog, type LogFields } from '../src/log.ts';

const canary = 'my password is hunter2';

function logged(fields: Readonly<Record<string, unknown>>, message?: string): string {
  let written = '';
  const log = createLog('debug', { write: (line: string) => (written += line) });
  log.error(fields as LogFields, message);
  return written;
}

describe('what gets into the log', () => {
  it('a level, a time, the listed fields and the message', () => {
    const line = JSON.parse(logged({ event: 'turn', port: 12, errorId: 't-1', status: 200 }, 'a turn ended'));
    expect(line).toEqual({
      level: 'error',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      event: 'turn',
      port: 12,
      errorId: 't-1',
      status: 200,
      msg: 'a turn ended',
    });
  });

  it('what proves something, at every level', () => {
    for (const level of ['trace', 'info', 'error', 'fatal', 'silent'] as const) {
      const lines: string[] = [];
      const log = createLog(level, { write: (line: string) => void lines.push(line) });
      log.always({ event: 'audit-head', sequence: 7, text: canary } as LogFields);
      expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ event: 'audit-head', sequence: 7 }]);
      expect(lines.join()).not.toContain('hunter2');
    }
  });

  it('nothing below the level', () => {
    let written = '';
    createLog('warn', { write: (line: string) => (written += line) }).info({ event: 'x' });
    expect(written).toBe('');
  });

  const faultOfJson = (): unknown => {
    try {
      return JSON.parse(canary);
    } catch (error) {
      return error;
    }
  };
  const named = Object.assign(new Error('short'), { name: canary, code: canary, detail: canary });
  const canaries: [string, Record<string, unknown>][] = [
    ['a field that is not listed', { text: canary, body: { text: canary } }],
    ['a sentence in a listed field', { reason: canary }],
    ['an object in a listed field', { outcome: { text: canary } }],
    ['a list in a listed field', { state: [canary] }],
    ['letters other than ASCII', { reason: `мой-пароль-hunter2` }],
    ['a long word', { reason: 'hunter2'.repeat(40) }],
    ['the message of an error', { error: new Error(canary) }],
    ['a message with a line like a frame', { error: new Error(`x\n    at hunter2 (/app/src/a.ts:1:1)`) }],
    ['an error under its usual name', { err: new Error(canary) }],
    ['the cause of an error', { error: new Error('outer', { cause: new Error(canary) }) }],
    ['what an error of JSON quotes', { error: faultOfJson() }],
    ['more properties of an error', { error: named }],
    ['an error of ours about data', { error: new AppError('card-invalid', canary) }],
    ['a thrown string', { error: canary }],
  ];
  it.each(canaries)('never %s', (_name, fields) => {
    expect(logged(fields)).not.toMatch(/hunter2/);
  });

  it('of an error its name, code, and where in our files', () => {
    const { error } = JSON.parse(logged({ error: new AppError('store-unavailable', canary) }));
    expect(error).toMatchObject({ name: 'AppError', code: 'store-unavailable' });
    expect(error.message).toBeUndefined();
  });

  it('the remedy of a faulty configuration, which names places and no values', () => {
    const message = 'support.yaml:3:1 partner.zone: is no time zone';
    expect(JSON.parse(logged({ error: new AppError('config-invalid', message) })).error.message).toBe(
      message,
    );
  });

  it('frames of src, none of node_modules', () => {
    const error = new Error(canary);
    error.stack = [
      `Error: ${canary}`,
      '    at open (file:///app/src/store/engine.ts:3:9)',
      '    at query (/app/node_modules/pg/src/client.js:1:1)',
      '    at node:internal/main/run:1:1',
    ].join('\n');
    expect(JSON.parse(logged({ error })).error.frames).toEqual([
      'at open (file:///app/src/store/engine.ts:3:9)',
    ]);
  });
});

it.skipIf(!existsSync('/dev/full'))('a full disk under the log does not end the process', () => {
  const log = new URL('../src/log.ts', import.meta.url).href;
  const script = `
    const { createLog } = await import('${log}');
    const log = createLog('info');
    for (let line = 0; line < 50_000; line += 1) log.info({ event: 'e'.repeat(100) });
    process.exit(7);`;
  const stdout = openSync('/dev/full', 'w');
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', stdout, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(stdout);
  expect({ status, stderr }).toEqual({ status: 7, stderr: '' });
});
