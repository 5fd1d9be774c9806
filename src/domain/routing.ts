// Which queue a request belongs to.
import type { Category } from './article.ts';
import type { Locale } from './locale.ts';

export interface Queue {
  readonly id: string;
  readonly name: string;
  /** Categories that land here; the queue without any takes what no other claims. */
  readonly categories: readonly Category[];
  /** Language and zone of what the bot writes into the queue's channel. */
  readonly locale: Locale;
  readonly zone: string;
  /** Teams channel named in the settings; `@bot link queue` in Teams takes precedence over it. */
  readonly channelId?: string;
}

/** The queue that lists the category, else the first one that lists none. */
export function queueFor(queues: readonly Queue[], category: Category): Queue {
  const queue =
    queues.find((q) => q.categories.includes(category)) ??
    queues.find((q) => q.categories.length === 0) ??
    queues[0];
  if (!queue) throw new RangeError('the settings name no queue');
  return queue;
}
