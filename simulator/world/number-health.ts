import { z } from 'zod';
import type { BusinessNumber } from './types.ts';

/** How Meta thinks of a number and its account, as its fields say. */
export const numberHealthSchema = z.strictObject({
  qualityRating: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']),
  throughput: z.enum(['STANDARD', 'HIGH', 'NOT_APPLICABLE']),
  messagingLimit: z.enum(['TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED']),
  nameStatus: z.enum([
    'APPROVED',
    'AVAILABLE_WITHOUT_REVIEW',
    'DECLINED',
    'EXPIRED',
    'NONE',
    'NON_EXISTS',
    'PENDING_REVIEW',
  ]),
  codeVerificationStatus: z.enum(['VERIFIED', 'NOT_VERIFIED', 'EXPIRED']),
  status: z.enum(['CONNECTED', 'FLAGGED', 'RESTRICTED', 'RATE_LIMITED', 'BANNED', 'UNVERIFIED', 'MIGRATED']),
  accountMode: z.enum(['LIVE', 'SANDBOX']),
  canSendMessage: z.enum(['AVAILABLE', 'LIMITED', 'BLOCKED']),
  accountReviewStatus: z.enum(['APPROVED', 'PENDING', 'REJECTED', 'DISABLED']),
  businessVerificationStatus: z.enum(['verified', 'not_verified', 'pending', 'rejected', 'expired']),
  ownershipType: z.enum(['SELF', 'ON_BEHALF_OF', 'CLIENT_OWNED']),
  /** The number is used by the phone app too (coexistence). */
  isOnPhoneApp: z.boolean(),
});

export type NumberHealth = z.infer<typeof numberHealthSchema>;

const wellHealth: NumberHealth = {
  qualityRating: 'GREEN',
  throughput: 'STANDARD',
  messagingLimit: 'TIER_2K',
  nameStatus: 'APPROVED',
  codeVerificationStatus: 'VERIFIED',
  status: 'CONNECTED',
  accountMode: 'LIVE',
  canSendMessage: 'AVAILABLE',
  accountReviewStatus: 'APPROVED',
  businessVerificationStatus: 'verified',
  ownershipType: 'CLIENT_OWNED',
  isOnPhoneApp: false,
};

export function healthOf(number: BusinessNumber): NumberHealth {
  return { ...wellHealth, ...number.health };
}
