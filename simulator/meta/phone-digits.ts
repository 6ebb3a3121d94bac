/** Meta accepts "+55 (11) 9…" and keeps the digits. */
export function phoneDigits(text: string): string {
  return text.replaceAll(/\D/g, '');
}

/** E.164 allows 15 digits; shorter than 7 is no subscriber number anywhere. */
export function isPhone(text: string): boolean {
  const digits = phoneDigits(text);
  return /^[+\d\s().-]+$/.test(text) && digits.length >= 7 && digits.length <= 15;
}
