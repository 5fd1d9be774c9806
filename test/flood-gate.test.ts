import { beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../src/domain/rate-limit.ts';
import { type Arrival, createFloodGate, type FloodGate } from '../src/flood-gate.ts';

const start = Date.UTC(2026, 10, 21);
let now = start;
let counted: string[] = [];
let gate: FloodGate;
beforeEach(() => {
  now = start;
  counted = [];
  gate = createFloodGate({ now: () => now, count: (limit) => counted.push(limit) });
});

const anna: Arrival = { tenantId: 'contoso', personId: 'anna', exempt: false, stranger: false };
const judged = (count: number, arrival: Arrival = anna) =>
  Array.from({ length: count }, () => gate.judge(arrival));
const flood = (arrival: Arrival = anna) => judged(limits.person.burst + 60, arrival);

describe('a person', () => {
  it('who floods is told once; everybody else is heard', () => {
    const verdicts = flood();
    expect(verdicts.filter((v) => v === 'pass')).toHaveLength(limits.person.burst);
    expect(verdicts.filter((v) => v === 'tell')).toHaveLength(1);
    expect(verdicts.filter((v) => v === 'drop')).toHaveLength(59);
    expect(counted).toEqual(Array(60).fill('person'));
    expect(gate.judge({ ...anna, personId: 'boris' })).toBe('pass');
    expect(gate.judge({ ...anna, tenantId: 'other' })).toBe('pass');
  });

  it('is told again when it happens again after a rest', () => {
    flood();
    now += 24 * 3_600_000;
    expect(flood().filter((v) => v === 'tell')).toHaveLength(1);
  });

  it('of the partner is never held up', () => {
    expect(new Set(judged(5_000, { ...anna, exempt: true }))).toEqual(new Set(['pass']));
  });

  it('is not charged for what Teams sends again', () => {
    const again = { ...anna, deliveryKey: 'contoso a:anna 1' };
    expect(new Set(judged(1_000, again))).toEqual(new Set(['pass']));
    expect(judged(limits.person.burst - 1).at(-1)).toBe('pass');
    expect(gate.judge(anna)).toBe('tell');
    // It was taken, and the store knows it: nothing comes of it a second time.
    expect(gate.judge(again)).toBe('pass');
  });

  it('whose message was dropped is dropped again when Teams repeats it', () => {
    flood();
    const dropped = { ...anna, deliveryKey: 'contoso a:anna 2' };
    expect(judged(2, dropped)).toEqual(['drop', 'drop']);
  });
});

describe('a customer', () => {
  it('shares its rate; each of its people is told once in a while', () => {
    const people = Array.from({ length: 100 }, (_, i) => ({ ...anna, personId: `p${i}` }));
    for (let i = 0; i < limits.tenant.burst; i += 1) expect(gate.judge(people[i % 100] ?? anna)).toBe('pass');
    expect(people.slice(0, 3).map((p) => gate.judge(p))).toEqual(['tell', 'tell', 'tell']);
    expect(people.slice(0, 3).map((p) => gate.judge(p))).toEqual(['drop', 'drop', 'drop']);
    expect(counted).toEqual(Array(6).fill('tenant'));
    expect(gate.judge({ ...anna, tenantId: 'fabrikam' })).toBe('pass');
    now += 2_000;
    expect(judged(10, { ...anna, personId: 'late' })).toEqual(Array(10).fill('pass'));
  });
});

describe('a tenant that is not served', () => {
  it('is limited as a whole, and nobody in it is told', () => {
    const verdicts = judged(limits.tenant.burst + 50, { ...anna, tenantId: 'unknown', stranger: true });
    expect(verdicts.filter((v) => v === 'tell')).toHaveLength(0);
    expect(verdicts.filter((v) => v === 'drop')).toHaveLength(50);
  });
});

describe('the memory', () => {
  it('is bounded: who was silent longest is forgotten', () => {
    flood();
    for (let i = 0; i < limits.watched - 1; i += 1) gate.judge({ ...anna, tenantId: `t${i}`, personId: 'p' });
    expect(gate.judge(anna)).toBe('drop');
    for (let i = 0; i <= limits.watched; i += 1) gate.judge({ ...anna, tenantId: `u${i}`, personId: 'p' });
    expect(gate.judge(anna)).toBe('pass');
  });
});

describe('turns in work', () => {
  it('are bounded, and one that has ended makes room', () => {
    const leaves = Array.from({ length: limits.turnsInWork }, (_, n) => gate.enter(`tenant-${n}`));
    expect(leaves.every((leave) => leave !== undefined)).toBe(true);
    expect(gate.enter('another')).toBeUndefined();
    expect(counted).toEqual(['turns']);
    leaves[0]?.();
    expect(gate.enter('another')).toBeDefined();
    expect(gate.enter('another')).toBeUndefined();
  });

  it('are bounded for each tenant, so that the others find room', () => {
    const leaves = Array.from({ length: limits.turnsOfTenant }, () => gate.enter('busy'));
    expect(gate.enter('busy')).toBeUndefined();
    expect(counted).toEqual(['tenant-turns']);
    expect(gate.enter('another')).toBeDefined();
    leaves[0]?.();
    expect(gate.enter('busy')).toBeDefined();
  });
});

describe('edits and deletions', () => {
  it('of one person are followed up to a limit, whatever else they and others do', () => {
    flood();
    for (let n = 0; n < limits.corrections.burst; n += 1) expect(gate.takeCorrection(anna)).toBe(true);
    expect(gate.takeCorrection(anna)).toBe(false);
    expect(gate.takeCorrection({ ...anna, personId: 'boris' })).toBe(true);
    expect(gate.takeCorrection({ ...anna, tenantId: 'other' })).toBe(true);
    expect(gate.takeCorrection({ ...anna, exempt: true })).toBe(true);
  });

  it('of one tenant are followed up to a limit; its words are heard all the same', () => {
    const by = (n: number, tenantId = 'contoso') =>
      gate.takeCorrection({ ...anna, tenantId, personId: `p${n}` });
    for (let n = 0; n < limits.tenantCorrections.burst; n += 1) expect(by(n)).toBe(true);
    expect(by(-1)).toBe(false);
    expect(counted).toEqual(['corrections']);
    expect(by(-1, 'another')).toBe(true);
    expect(gate.judge(anna)).toBe('pass');
    now += 60_000;
    expect(by(-1)).toBe(true);
  });
});

describe('comings and goings', () => {
  it('of one conversation are followed up to a limit, without holding up another', () => {
    const place = { tenantId: 't', chatId: 'c' };
    for (let n = 0; n < limits.changes.burst; n += 1) expect(gate.takeChange(place)).toBe(true);
    expect(gate.takeChange(place)).toBe(false);
    expect(gate.takeChange({ ...place, chatId: 'd' })).toBe(true);
  });

  it('of one tenant are followed up to a limit, without holding up another', () => {
    const takes = (n: number, tenantId = 't') => gate.takeChange({ tenantId, chatId: String(n) });
    for (let n = 0; n < limits.tenantChanges.burst; n += 1) expect(takes(n)).toBe(true);
    expect(takes(-1)).toBe(false);
    expect(counted).toEqual(['changes']);
    expect(takes(-1, 'another')).toBe(true);
    now += 60_000;
    expect(takes(-1)).toBe(true);
  });
});
