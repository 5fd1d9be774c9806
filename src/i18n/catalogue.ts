// The shape every translation has: one text for each English key.
import type { en } from './en.ts';

export type Catalogue = Readonly<Record<keyof typeof en, string>>;
/** One part of a catalogue, kept complete on its own: `satisfies Part<typeof english>`. */
export type Part<English> = Readonly<Record<keyof English, string>>;
