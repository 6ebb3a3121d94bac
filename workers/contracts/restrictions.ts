/** What a restriction of an account takes away, in a person's words. Source: Meta, account_update webhook, `restriction_type`. */
export const RESTRICTION_WORDS: Record<string, string> = {
  RESTRICTED_BIZ_INITIATED_MESSAGING: 'May not write to people first',
  RESTRICTED_CUSTOMER_INITIATED_MESSAGING: 'May not answer people',
  RESTRICTED_ADD_PHONE_NUMBER_ACTION: 'May not add numbers',
};
