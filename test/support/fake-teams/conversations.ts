// What stands in every chat, channel and thread, as the people in them see it.
import { type Card, textIn, textOf } from './card.ts';

export interface Post {
  readonly id: string;
  /** `bot`, or the Teams id of a person. */
  readonly from: string;
  readonly text: string;
  /** What the notification shows. */
  readonly summary: string;
  readonly card?: Card;
  readonly replyToId?: string;
  /** How often it was updated in place. */
  readonly updates: number;
  readonly deleted: boolean;
}

export interface Conversation {
  /** Of a thread with its `;messageid=`. */
  readonly id: string;
  readonly tenantId: string;
  readonly kind: 'personal' | 'channel';
  readonly teamId?: string;
  readonly members: Member[];
  readonly posts: Post[];
}

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly aadObjectId: string;
}

export interface Conversations {
  open(conversation: Omit<Conversation, 'posts'>): Conversation;
  get(id: string): Conversation | undefined;
  /** The thread below a message of a channel. */
  thread(channel: Conversation, messageId: string): Conversation;
  threadsOf(channelId: string): Conversation[];
  nextId(): string;
  /** `activity` is what the bot sent, or what a person wrote. */
  post(
    conversation: Conversation,
    from: string,
    activity: Readonly<Record<string, unknown>>,
    id?: string,
  ): Post;
  /** False when there is no such message. */
  update(conversation: Conversation, id: string, activity: Readonly<Record<string, unknown>>): boolean;
  remove(conversation: Conversation, id: string): boolean;
  /** The card that an invoke answered with: only this person sees it, until the next update. */
  showTo(personId: string, postId: string, card: Card): void;
  /** The posts as this person sees them, oldest first, without deleted ones. */
  seenBy(personId: string, conversation: Conversation): Post[];
  installedIn: Set<string>;
}

export function createConversations(now: () => number): Conversations {
  const all = new Map<string, Conversation>();
  const views = new Map<string, Card>();
  let lastId = 0;

  const open: Conversations['open'] = (facts) => {
    const known = all.get(facts.id);
    if (known) return known;
    const conversation: Conversation = { ...facts, posts: [] };
    all.set(facts.id, conversation);
    return conversation;
  };
  const nextId = () => {
    lastId = Math.max(now(), lastId + 1);
    return String(lastId);
  };
  const change = (conversation: Conversation, id: string, next: (post: Post) => Post): boolean => {
    const at = conversation.posts.findIndex((post) => post.id === id && !post.deleted);
    const post = conversation.posts[at];
    if (!post) return false;
    conversation.posts[at] = next(post);
    return true;
  };

  return {
    open,
    get: (id) => all.get(id),
    thread: (channel, messageId) => open({ ...channel, id: `${channel.id};messageid=${messageId}` }),
    threadsOf: (channelId) => [...all.values()].filter(({ id }) => id.startsWith(`${channelId};messageid=`)),
    nextId,
    post(conversation, from, activity, id = nextId()) {
      const post: Post = { id, from, ...contentOf(activity), updates: 0, deleted: false };
      conversation.posts.push(post);
      return post;
    },
    update(conversation, id, activity) {
      for (const key of views.keys()) if (key.endsWith(` ${id}`)) views.delete(key);
      return change(conversation, id, ({ card: _old, ...post }) => ({
        ...post,
        ...contentOf(activity),
        updates: post.updates + 1,
      }));
    },
    remove: (conversation, id) => change(conversation, id, (post) => ({ ...post, deleted: true })),
    showTo: (personId, postId, card) => void views.set(`${personId} ${postId}`, card),
    seenBy: (personId, conversation) =>
      conversation.posts
        .filter((post) => !post.deleted)
        .map((post) => {
          const card = views.get(`${personId} ${post.id}`) ?? post.card;
          return card ? { ...post, card } : post;
        }),
    installedIn: new Set(),
  };
}

function contentOf(activity: Readonly<Record<string, unknown>>) {
  const card = cardOf(activity);
  return {
    text: textIn(activity.text),
    summary: textIn(activity.summary),
    ...(card && { card }),
    ...(typeof activity.replyToId === 'string' && { replyToId: activity.replyToId }),
  };
}

export function cardOf(activity: Readonly<Record<string, unknown>>): Card | undefined {
  const attachments: unknown[] = Array.isArray(activity.attachments) ? activity.attachments : [];
  const cards = attachments as { contentType?: unknown; content?: Card }[];
  return cards.find((one) => one.contentType === 'application/vnd.microsoft.card.adaptive')?.content;
}

/** Text and card of a message, as one reads them. */
export function wordsOf(post: Post): string {
  return [post.text, post.card ? textOf(post.card) : ''].filter((part) => part !== '').join('\n');
}
