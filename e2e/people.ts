/** The people of the demo companies, by what they are to a test. */
const EMAILS = {
  owner: 'owner@demo.test',
  agent: 'bruna@demo.test',
  viewer: 'viewer@demo.test',
  stranger: 'owner@other.test',
};
export const PASSWORD = 'recado-demo-1';

export type Person = keyof typeof EMAILS;

export const emailOf = (person: Person): string => EMAILS[person];

/** What the dashboard calls them. */
export const NAMES: Record<Person, string> = {
  owner: 'Helena Prado',
  agent: 'Bruna Lima',
  viewer: 'Vera Stein',
  stranger: 'Iris Nord',
};
