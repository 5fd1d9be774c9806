// People in Teams, with their personal chat with the bot.
import {
  type Activity,
  installedActivities,
  membersChanged,
  type PersonFacts,
  placeChanged,
  removedActivities,
  type Sender,
} from './activities.ts';
import type { Conversation } from './conversations.ts';
import { eventually } from './eventually.ts';
import {
  accepted,
  createPlace,
  known,
  matching,
  type Place,
  readable,
  senderIn,
  type World,
} from './place.ts';

export interface Person extends Place {
  readonly facts: PersonFacts;
  readonly chatId: string;
  /** The app in the personal chat; returns what Teams told the bot. */
  installs(): Promise<Activity[]>;
  uninstalls(): Promise<void>;
  /** The app in the team of this channel. */
  installsIn(channelId: string): Promise<void>;
  /** Takes people into the team of this channel, or out of it. */
  changesMembers(
    channelId: string,
    change: 'membersAdded' | 'membersRemoved',
    who: readonly Person[],
  ): Promise<void>;
  /** Archives, deletes, brings back: `eventType` as Teams calls it. */
  changesPlace(channelId: string, eventType: string): Promise<void>;
  in(conversationId: string): Place;
  /** The thread in this channel in which the bot wrote these words, as soon as there is one. */
  findsThread(channelId: string, words: RegExp | string): Promise<Place>;
}

export function createPerson(world: World, facts: PersonFacts): Person {
  const { conversations } = world;
  const chat = conversations.open({
    id: `a:${facts.id}`,
    tenantId: facts.tenantId,
    kind: 'personal',
    members: [{ id: facts.id, name: facts.name, aadObjectId: facts.oid }],
  });
  const placeIn = (id: string): Place => createPlace(world, facts, known(conversations, id));
  const tell = async (conversation: Conversation, make: (sender: Sender) => readonly Activity[]) => {
    const activities = [...make(senderIn(world, facts, conversation))];
    for (const activity of activities) await accepted(world, activity);
    return activities;
  };

  return {
    ...createPlace(world, facts, chat),
    facts,
    chatId: chat.id,
    installs() {
      conversations.installedIn.add(chat.id);
      return tell(chat, installedActivities);
    },
    async uninstalls() {
      conversations.installedIn.delete(chat.id);
      await tell(chat, removedActivities);
    },
    async installsIn(channelId) {
      const channel = known(conversations, channelId);
      conversations.installedIn.add(channel.teamId ?? channelId);
      await tell(channel, installedActivities);
    },
    async changesMembers(channelId, change, who) {
      const people = who.map((one) => one.facts);
      await tell(known(conversations, channelId), (sender) => [membersChanged(sender, change, people)]);
    },
    async changesPlace(channelId, eventType) {
      await tell(known(conversations, channelId), (sender) => [placeChanged(sender, eventType, channelId)]);
    },
    in: placeIn,
    async findsThread(channelId, words) {
      const thread = await eventually(
        () => conversations.threadsOf(channelId).findLast((one) => matching(one.posts, words).length > 0),
        () => `no thread with ${words}; there are ${listing(conversations.threadsOf(channelId), facts.id)}`,
      );
      return placeIn(thread.id);
    },
  };

  function listing(threads: readonly Conversation[], personId: string): string {
    return threads.map((one) => readable(conversations.seenBy(personId, one))).join('\n===\n') || 'none';
  }
}
