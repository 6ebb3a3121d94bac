/** What a shop of the proofs posts, and the template by which each purchase is thanked for. */
export const PURCHASE = 'purchase.approved';

/** The edit that makes a new source of events this shop: how a purchase is read, and what is sent for it. */
export const shopSetting = (channelId: string, templateName: string) => ({
  version: 1,
  mapping: {
    eventId: '/body/id',
    type: '/body/event',
    phone: '/body/phone',
    name: '/body/name',
    email: '/body/email',
    amount: '/body/amount',
    country: 'BR',
  },
  actions: [
    {
      eventType: PURCHASE,
      channelId,
      templateName,
      language: 'en_US',
      variables: [{ place: 'body.0.1', path: '/body/id' }],
    },
  ],
});
