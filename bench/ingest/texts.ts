import type { Company } from '../deployment/company.ts';
import { customer, externalId, signatureOf, textDelivery } from '../deliveries.ts';

export interface SignedText {
  body: string;
  signature: string;
}

/** People who write, over all companies. */
export const CONTACTS = 500;

/** `count` deliveries of one text each: the companies in turn, and the contacts of each in turn. */
export function textsOfEverybody(companies: readonly Company[], count: number): SignedText[] {
  return Array.from({ length: count }, (_, n) => signedText(companies, n, Math.floor(n / companies.length)));
}

/** The first text of every second contact. */
export function textsOfKnownContacts(companies: readonly Company[]): SignedText[] {
  return Array.from({ length: CONTACTS / 2 }, (_, n) =>
    signedText(companies, n, 2 * Math.floor(n / companies.length), 1_000_000),
  );
}

function signedText(companies: readonly Company[], n: number, person: number, idsFrom = 0): SignedText {
  const company = companies[n % companies.length];
  if (company === undefined) throw new Error('somebody must be written to');
  const people = Math.floor(CONTACTS / companies.length);
  const body = textDelivery(company.phoneNumberId, customer(person % people), externalId(idsFrom + n));
  return { body, signature: signatureOf(body) };
}
