/** Says whether 11 digits are a CPF: two check digits modulus 11, and not one digit repeated. In: digits only. */
export function isCpf(digits: string): boolean {
  if (!/^\d{11}$/.test(digits) || /^(\d)\1{10}$/.test(digits)) return false;
  return checkDigit(digits, 9, 10) === Number(digits[9]) && checkDigit(digits, 10, 11) === Number(digits[10]);
}

/**
 * Says whether 14 characters are a CNPJ, numeric or alphanumeric (since July 2026: a letter counts as its ASCII code
 * less 48; the two check digits stay digits). In: capitals and digits only.
 */
export function isCnpj(text: string): boolean {
  if (!/^[0-9A-Z]{12}\d{2}$/.test(text) || /^(\d)\1{13}$/.test(text)) return false;
  return checkDigit(text, 12, 9) === Number(text[12]) && checkDigit(text, 13, 9) === Number(text[13]);
}

/** Weights run from 2 at the right end up to `topWeight`, then start again. */
function checkDigit(text: string, length: number, topWeight: number): number {
  let sum = 0;
  let weight = 2;
  for (let index = length - 1; index >= 0; index -= 1) {
    sum += (text.charCodeAt(index) - 48) * weight;
    weight = weight === topWeight ? 2 : weight + 1;
  }
  const rest = sum % 11;
  return rest < 2 ? 0 : 11 - rest;
}
