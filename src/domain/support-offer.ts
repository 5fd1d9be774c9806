// What a customer was promised: hours, targets, contact, price. Source of the duty to say it:
// Partner Center, "Provide technical support" (a partner must tell kinds, hours, contact and price).
import type { LocalText } from './locale.ts';

/** A = critical, B = moderate, C = minimal, as Microsoft's own forms call them. */
export const severities = ['A', 'B', 'C'] as const;
export type Severity = (typeof severities)[number];

/** Both in working minutes of the plan's business hours. */
export interface Target {
  readonly firstResponseMinutes: number;
}

export interface Plan {
  readonly id: string;
  /** Changes with every change of what it promises; kept with each ticket. */
  readonly version: string;
  readonly name: LocalText;
  readonly covered: LocalText;
  readonly hoursId: string;
  readonly targets: Readonly<Record<Severity, Target>>;
  readonly price?: LocalText;
  /** The way outside hours, with its price; absent when there is none. */
  readonly emergency?: LocalText;
}
