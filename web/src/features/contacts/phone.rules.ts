/** Calling codes of one and two digits (ITU-T E.164); every other code has three. */
const ONE_DIGIT = /^[17]/;
const TWO_DIGITS = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

const callingCodeLength = (digits: string): number =>
  ONE_DIGIT.test(digits) ? 1 : TWO_DIGITS.test(digits) ? 2 : 3;

/** A number as people read it, for example `+55 11 98765-4321`. Only for display: it is never sent back. */
export const readablePhone = (digits: string): string => {
  const codeLength = callingCodeLength(digits);
  const code = digits.slice(0, codeLength);
  const rest = digits.slice(codeLength);
  if (code === '55' && rest.length >= 10)
    return `+55 ${rest.slice(0, 2)} ${rest.slice(2, -4)}-${rest.slice(-4)}`;
  if (code === '1' && rest.length === 10)
    return `+1 ${rest.slice(0, 3)} ${rest.slice(3, 6)}-${rest.slice(6)}`;
  const groups = rest.match(/\d{3}(?=\d{2})|\d{1,4}$/g) ?? [];
  return `+${code} ${groups.join(' ')}`.trim();
};

/** What to call a contact: the name, else the number, else that it is hidden; a group without a name is a group. */
export const contactTitle = (contact: {
  kind?: 'person' | 'group';
  name: string | null;
  phone: string | null;
}): string => {
  const name = contact.name?.trim() ?? '';
  if (name !== '') return name;
  if (contact.kind === 'group') return 'Group without a name';
  return contact.phone === null ? 'Hidden number' : readablePhone(contact.phone);
};
