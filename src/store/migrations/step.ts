// What a migration is made of: SQL for most, code for what SQL cannot do on both engines.
import type { Tx } from '../schema.ts';

export type Step = string | ((tx: Tx) => Promise<void>);
