// A question is read by others than those it was asked of: by a lead, or by a model outside.
import { withoutTraces } from '../domain/anonymous.ts';
import type { Question } from '../domain/question.ts';
import { customerOf } from '../domain/settings.ts';
import type { Turn } from './ports.ts';

/**
 * The text, which is the question's or a part of it, without the names of who asked and of their company. Cut it
 * afterwards: half a name is known as none.
 */
export async function hideAsker(
  { store, settings }: Turn,
  { tenantId, personId }: Question,
  text: string,
): Promise<string> {
  const person = await store.people.get(tenantId, personId);
  const names = [person?.name, customerOf(settings, tenantId)?.name].filter((name) => name !== undefined);
  return withoutTraces(text, names);
}
