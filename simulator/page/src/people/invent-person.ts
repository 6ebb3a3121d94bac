const firstNames = [
  'Ana',
  'Bruno',
  'Carla',
  'Diego',
  'Elisa',
  'Felipe',
  'Gabriela',
  'Heitor',
  'Iara',
  'João',
  'Lívia',
];
const lastNames = [
  'Almeida',
  'Barros',
  'Cardoso',
  'Dias',
  'Esteves',
  'Fonseca',
  'Guimarães',
  'Lima',
  'Moraes',
];

const pick = (list: string[]): string => list[Math.floor(Math.random() * list.length)] ?? '';
const digits = (count: number): string =>
  Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join('');

export const inventName = (): string => `${pick(firstNames)} ${pick(lastNames)}`;

/** A Brazilian mobile number: nine digits beginning with 9 after the area code. */
export const inventPhone = (): string => `+55 11 9${digits(4)}-${digits(4)}`;

/** Meta's user ids begin with the country. */
export const inventUserId = (): string => `BR.${digits(17)}`;
