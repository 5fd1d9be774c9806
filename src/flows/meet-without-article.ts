// Small talk, rude words, questions that are none of ours, the wish for a person: no article fits any of them.
import type { RequestKind } from '../domain/article.ts';
import { type Command, expected } from '../domain/chat.ts';
import { type Asked, keep } from './answer-question.ts';
import { type Hearing, sendAsItIs, withMore } from './hearing.ts';
import { freshQuestion } from './last-question.ts';
import { learnFromPersonWanted } from './learn-from-answer.ts';
import { obey } from './obey-requester.ts';

/** What the words mean where a command of that meaning exists. */
const commandFor: Partial<Record<RequestKind, Command>> = {
  greeting: 'greeting',
  thanks: 'thanks',
  person: 'person',
};

/** False when it is a question after all. */
export async function meetWithoutArticle(hearing: Hearing, asked: Asked): Promise<boolean> {
  const { turn, known } = hearing;
  const { kind, category } = asked.found;
  if (kind === 'question') return false;
  if (kind === 'abuse') return told(hearing.answer({ kind: 'upset' }));
  if (kind === 'complaint') {
    // Nothing else was asked: who then wants a person brings the complaint along.
    const isNew = expected(known.chat, turn.now) === 'question';
    const before = isNew ? undefined : await freshQuestion(hearing);
    if (!before) await turn.store.questions.save(keep(turn, known.chat, known.person, asked));
    return told(hearing.answer({ kind: 'upset' }));
  }
  if (kind === 'foreign') {
    // Kept, so that a person can be asked for with one word.
    await turn.store.questions.save(keep(turn, known.chat, known.person, asked));
    return told(hearing.answer({ kind: 'not-ours' }));
  }
  if (kind === 'person' && category !== 'complaint/other') {
    // It says what it is about: nobody is asked twice.
    const wanted = keep(turn, known.chat, known.person, asked);
    await learnFromPersonWanted(turn, wanted);
    return told(sendAsItIs(hearing, wanted));
  }
  if (kind === 'person') {
    const before = expected(known.chat, turn.now) === 'question' ? undefined : await freshQuestion(hearing);
    if (before) return told(sendAsItIs(hearing, withMore(hearing, before) ?? before));
  }
  const name = commandFor[kind];
  return name !== undefined && obey(hearing, { name, rest: '' });
}

async function told(work: Promise<unknown>): Promise<true> {
  await work;
  return true;
}
