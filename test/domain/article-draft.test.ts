import { describe, expect, it } from 'vitest';
import { draftArticle, isSolved } from '../../src/domain/article-draft.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { ticket } from '../store/samples.ts';

const solved: Partial<Ticket> = { state: 'solved', resolution: 'Restart Outlook.' };
const draft = (parts: Partial<Ticket>, names: string[] = []) =>
  draftArticle(ticket({ ...solved, ...parts }), names);

describe('a draft', () => {
  it.each<[Partial<Ticket>, boolean]>([
    [solved, true],
    [{ ...solved, state: 'closed' }, true],
    [{ state: 'assigned' }, false],
    [{ ...solved, state: 'withdrawn' }, false],
    [{ state: 'solved' }, false],
  ])('of %o can be made: %s', (parts, can) => expect(isSolved(ticket(parts))).toBe(can));

  it('has the requester’s words as symptoms, each once, and the first as its title', () => {
    const { title, symptoms, codes, id, locale } = draft({
      question: 'Outlook asks for my password. It says 0x80070005!\nSince today',
      answers: { summary: 'Outlook asks for my password', errorText: 'AADSTS50076' },
      language: 'ru',
    });
    // A Russian client, an English question.
    expect(title).toBe('Outlook asks for my password');
    expect(symptoms).toEqual(['Outlook asks for my password', 'It says 0x80070005!', 'Since today']);
    expect(codes).toEqual(['AADSTS50076', '0x80070005']);
    expect([id, locale]).toEqual(['ticket-1001', 'en']);
  });

  it('of words that say nothing has something to be written over', () => {
    const { title, symptoms, steps } = draft({
      question: '???',
      answers: { summary: 'anna@contoso.com' },
      resolution: '。\n—',
    });
    expect([title, symptoms, steps]).toEqual(['…', ['…'], ['…']]);
  });

  it.each<[string, string[]]>([
    [
      'Close Outlook. Remove the stored password. Start it again.',
      ['Close Outlook', 'Remove the stored password', 'Start it again'],
    ],
    ['1. Close Outlook\n2) Remove it\n- Start', ['Close Outlook', 'Remove it', 'Start']],
    [
      'Откройте outlook.office.com. Войдите заново; Готово',
      ['Откройте outlook.office.com', 'Войдите заново', 'Готово'],
    ],
    ['关闭 Outlook。删除保存的密码；重新启动。', ['关闭 Outlook', '删除保存的密码', '重新启动']],
    ['Set version 16.0.1 to v. 2, then wait', ['Set version 16.0.1 to v', '2, then wait']],
    ['A. B. C. D. E. F. G.', ['A', 'B', 'C', 'D', 'E', 'F; G']],
  ])('cuts %j into steps', (resolution, steps) => expect(draft({ resolution }).steps).toEqual(steps));

  it.each<[Partial<Ticket>, string]>([
    [{ category: 'how-to', product: 'outlook' }, 'user'],
    [{ category: 'how-to', product: 'outlook', answers: { scope: 'whole-org' } }, 'customerAdmin'],
    [{ category: 'technical-permissions', product: 'sharepoint' }, 'customerAdmin'],
    [{ category: 'how-to', product: 'exchange' }, 'customerAdmin'],
    [{ category: 'billing' }, 'partner'],
  ])('guesses who can do %o: %s', (parts, fixer) => expect(draft(parts).fixableBy).toEqual([fixer]));

  it('where only the partner can act has no steps', () => {
    const made = draft({ category: 'billing', resolution: 'Credited. See the next invoice.' });
    expect(made).toMatchObject({ steps: [], outcome: 'Credited. See the next invoice.' });
  });

  it('asks for what was asked and answered', () => {
    expect(draft({ answers: { summary: 's', scope: 'one-user', errorText: 'e' } }).collect).toEqual([
      'scope',
      'errorText',
    ]);
    expect(draft({ answers: {} }).collect).toEqual(['startedAt', 'scope', 'errorText']);
  });

  it('names nobody', () => {
    const made = draft(
      {
        question: 'Anna Petrova (anna@contoso.com) cannot print from DESKTOP-AB12CD3',
        resolution: 'Anna restarted srv02. Ben called +49 30 5550-1299.',
      },
      ['Anna Petrova', 'Ben Carter'],
    );
    expect(JSON.stringify(made)).not.toMatch(/anna|ben|contoso|AB12|srv02|5550/i);
    expect(made.title).toBe('••• (•••) cannot print from •••');
  });
});
