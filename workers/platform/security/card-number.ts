/**
 * Issuers by first digits and length (Visa, Mastercard, Amex, Diners, Discover, JCB, UnionPay, Maestro, Elo,
 * Hipercard): a Luhn sum alone is right for one in ten of all order numbers.
 */
const issuers =
  /^(?:4\d{15}|4\d{18}|5[0-8]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|6\d{15}|62\d{14,17}|35(?:2[89]|[3-8]\d)\d{12}|3841\d{12})$/;

/** Says whether these digits are a payment card's: a known issuer's prefix and length, and the Luhn sum. */
export function isCardNumber(digits: string): boolean {
  if (!issuers.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  let sum = 0;
  for (let index = digits.length - 1, doubled = false; index >= 0; index -= 1, doubled = !doubled) {
    const value = Number(digits[index]) * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
