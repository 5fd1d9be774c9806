// One person in one conversation: what they do becomes activities, what the bot did is what they see.
import {
  type Activity,
  deletionOf,
  editOf,
  invokeActivity,
  mentionActivity,
  messageActivity,
  type PersonFacts,
  type PressedAction,
  restorationOf,
  type Sender,
} from './activities.ts';
import { type Button, buttonsOf, type Card, type Inputs, submit, textIn, textOf, valuesOf } from './card.ts';
import { type Conversation, type Conversations, type Post, wordsOf } from './conversations.ts';
import { eventually } from './eventually.ts';

export interface BotAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What people need of the world around them. */
export interface World {
  readonly bot: Sender['bot'];
  readonly serviceUrl: string;
  readonly conversations: Conversations;
  now(): number;
  deliver(activity: Activity): Promise<BotAnswer>;
}

/** Something a person wrote; it can be edited, deleted, or sent again by Teams. */
export interface Said {
  readonly id: string;
  readonly activity: Activity;
}

/** What the client shows after a press. */
export interface PressResult {
  readonly card?: Card;
  /** All that can be read of it: the card's words, or the sentence. */
  readonly text: string;
  /** 200, or what the bot gives as the reason why not. */
  readonly code: number;
}

/** A button as it stands on the screen now; pressed later, it is a button of yesterday's card. */
export interface FoundButton {
  readonly title: string;
  /** What the form behind it holds already. */
  readonly values: Readonly<Record<string, string>>;
  /** Prepared like a client does, without being sent. */
  invoke(inputs?: Inputs): Activity;
  press(inputs?: Inputs): Promise<PressResult>;
}

/** One person in one conversation. */
export interface Place {
  readonly conversationId: string;
  says(text: string): Promise<Said>;
  /** Writes it, and leaves it to the caller how often Teams delivers it. */
  drafts(text: string): Activity;
  /** In a channel or thread, naming the bot; only such messages reach it. */
  mentions(text: string): Promise<Said>;
  draftsMention(text: string): Activity;
  /** In a thread, without naming the bot: Teams does not tell the bot. */
  chats(text: string): void;
  edits(said: Said, text: string): Promise<void>;
  deletes(said: Said): Promise<void>;
  /** Takes the deletion back. */
  restores(said: Said): Promise<void>;
  /** The newest card's button with this verb or title, and this data, as soon as there is one. */
  finds(verbOrTitle: string, data?: Inputs): Promise<FoundButton>;
  /** Finds the button and presses it. */
  presses(verbOrTitle: string, inputs?: Inputs): Promise<PressResult>;
  /** The newest message of the bot with these words, as soon as there is one. */
  sees(words: RegExp | string): Promise<Post>;
  /** Messages of the bot with these words that stand there now. */
  count(words: RegExp | string): number;
  /** Everything that the bot has written here, oldest first, as this person reads it. */
  texts(): string[];
  posts(): Post[];
  /** The newest card's words. */
  card(): string;
  /** Addresses that the buttons on all cards open, newest card last. */
  links(): string[];
  /** An invoke with a verb and data of one's own making. */
  forges(action: PressedAction, cardPostId?: string): Activity;
}

export function createPlace(world: World, facts: PersonFacts, conversation: Conversation): Place {
  const { conversations } = world;
  const sender = () => senderIn(world, facts, conversation);
  const posts = () => conversations.seenBy(facts.id, conversation).filter((post) => post.from === 'bot');
  const write = (said: Activity, where = conversation) =>
    conversations.post(where, facts.id, said, textIn(said.id));

  const drafts = (text: string): Activity => {
    conversations.installedIn.add(conversation.id);
    const activity = messageActivity(sender(), conversations.nextId(), text);
    write(activity);
    return activity;
  };
  const draftsMention = (text: string): Activity => {
    const id = conversations.nextId();
    // In the channel itself a message begins a thread of its own.
    const where = conversation.id.includes(';') ? conversation : conversations.thread(conversation, id);
    const activity = mentionActivity(senderIn(world, facts, where), id, text);
    write(activity, where);
    return activity;
  };
  const sent = async (activity: Activity): Promise<Said> => {
    await accepted(world, activity);
    return { id: textIn(activity.id), activity };
  };

  const find = (wanted: string, data: Inputs): { post: Post; button: Button } | undefined => {
    for (const post of posts().reverse()) {
      const buttons = post.card ? buttonsOf(post.card) : [];
      const button = buttons.find((one) => isButton(one, wanted, data));
      if (button) return { post, button };
    }
    return undefined;
  };

  const finds = async (wanted: string, data: Inputs = {}): Promise<FoundButton> => {
    const { post, button } = await eventually(
      () => find(wanted, data),
      () => `${facts.name} finds no button "${wanted}" in\n${readable(posts())}`,
    );
    const invoke = (inputs: Inputs = {}) =>
      invokeActivity(sender(), post.id, {
        verb: button.verb,
        data: submit(button, inputs),
        title: button.title,
      });
    return {
      title: button.title,
      values: valuesOf(button),
      invoke,
      async press(inputs) {
        const result = pressResult(await accepted(world, invoke(inputs)));
        if (result.card) conversations.showTo(facts.id, post.id, result.card);
        return result;
      },
    };
  };

  return {
    conversationId: conversation.id,
    drafts,
    draftsMention,
    says: (text) => sent(drafts(text)),
    mentions: (text) => sent(draftsMention(text)),
    chats: (text) => void write(messageActivity(sender(), conversations.nextId(), text)),
    async edits(said, text) {
      conversations.update(conversation, said.id, { text });
      await accepted(world, editOf(said.activity, world.now(), text, world.bot.name));
    },
    async deletes(said) {
      conversations.remove(conversation, said.id);
      await accepted(world, deletionOf(said.activity, world.now()));
    },
    async restores(said) {
      await accepted(world, restorationOf(said.activity, world.now()));
    },
    finds,
    presses: async (wanted, inputs) => (await finds(wanted)).press(inputs),
    sees: (words) =>
      eventually(
        () => matching(posts(), words).at(-1),
        () => `${facts.name} does not see ${words} in\n${readable(posts())}`,
      ),
    count: (words) => matching(posts(), words).length,
    texts: () => posts().map(wordsOf),
    posts,
    card() {
      const { card } = posts().findLast((post) => post.card) ?? {};
      return card ? textOf(card) : '';
    },
    links: () =>
      posts()
        .flatMap(({ card }) => (card ? buttonsOf(card) : []))
        .map((button) => button.url)
        .filter((url) => url !== ''),
    forges: (action, cardPostId = '1') => invokeActivity(sender(), cardPostId, action),
  };
}

export function known(conversations: Conversations, id: string): Conversation {
  const conversation = conversations.get(id);
  if (!conversation) throw new Error(`there is no conversation ${id}`);
  return conversation;
}

export function senderIn(world: World, person: PersonFacts, conversation: Conversation): Sender {
  const { bot, serviceUrl } = world;
  return { bot, serviceUrl, conversation, person, now: world.now() };
}

/** People expect that Teams takes what they do. */
export async function accepted(world: World, activity: Activity): Promise<BotAnswer> {
  const answer = await world.deliver(activity);
  if (answer.status === 200) return answer;
  throw new Error(`the bot answered ${answer.status} ${JSON.stringify(answer.body)} to ${activity.type}`);
}

function isButton({ type, verb, title, data }: Button, wanted: string, carries: Inputs): boolean {
  if (type !== 'Action.Execute' || (verb !== wanted && title !== wanted)) return false;
  return Object.entries(carries).every(([key, value]) => textIn(data[key]) === String(value));
}

export function matching(posts: readonly Post[], words: RegExp | string): Post[] {
  return posts.filter((post) => {
    const text = wordsOf(post);
    return !post.deleted && (typeof words === 'string' ? text.includes(words) : words.test(text));
  });
}

export function readable(posts: readonly Post[]): string {
  return posts.map(wordsOf).join('\n---\n') || '(nothing)';
}

/** Teams shows a returned card in place of the old one, and a returned sentence beside it. */
export function pressResult({ body }: BotAnswer): PressResult {
  const { statusCode, type, value } = (body ?? {}) as {
    statusCode?: number;
    type?: string;
    value?: unknown;
  };
  const code = statusCode ?? 0;
  if (type === 'application/vnd.microsoft.card.adaptive') {
    const card = value as Card;
    return { card, text: textOf(card), code };
  }
  return { text: typeof value === 'string' ? value : JSON.stringify(value), code };
}
