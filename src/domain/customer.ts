// A company that the partner supports: one Microsoft 365 tenant.
import type { Locale } from './locale.ts';

/**
 * Who hands on to Microsoft. An indirect reseller never does: its indirect provider does
 * (Partner Center, "Escalate problems to Microsoft").
 */
export type PartnerModel = 'direct' | 'indirect-reseller';

export const clouds = ['global', 'us-government', '21vianet'] as const;
export type Cloud = (typeof clouds)[number];

export interface Customer {
  readonly tenantId: string;
  readonly name: string;
  /** Primary domain, needed to open a portal in the customer's context. */
  readonly domain: string;
  readonly planId: string;
  readonly locale: Locale;
  readonly zone: string;
  readonly partnerModel: PartnerModel;
  /** The indirect provider that escalations go to; present exactly when the partner is a reseller. */
  readonly providerId?: string;
  readonly cloud: Cloud;
  /** Whether Microsoft Graph is asked for this tenant's service health: its administrator has to consent. */
  readonly serviceHealth: boolean;
}
