import { control } from './phone.ts';

export interface NumberAtMeta {
  phoneNumberId: string;
  wabaId: string;
  displayPhoneNumber: string;
  accessToken: string;
}

/** A number that Meta knows and nobody has connected. */
export async function newNumber(): Promise<NumberAtMeta> {
  const digits = String(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0).padStart(10, '0');
  const number = {
    phoneNumberId: `77${digits}`,
    wabaId: `88${digits}`,
    displayPhoneNumber: `+1 555 ${digits.slice(0, 3)} ${digits.slice(3, 7)}`,
    accessToken: `token-${digits}`,
  };
  await control('POST', '/numbers', { ...number, verifiedName: 'Garden', appSecret: `secret-${digits}` });
  return number;
}
