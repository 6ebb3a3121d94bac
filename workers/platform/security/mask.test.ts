import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mask } from './mask.ts';

/** Joined here, so that no scanner of repositories takes an invented key for a real one. */
const key = (...parts: string[]) => parts.join('');
const sk = key('sk', '-proj-abc123def456ghi789jkl');
const stripe = key('sk', '_live_', 'Zq1Zq2Zq3Zq4Zq5Zq6Zq7Zq8');
const github = key('gh', 'p_', 'Zq1Zq2Zq3Zq4Zq5Zq6Zq7Zq8Zq9Zq0Zq1Zq2');
const slack = key('xox', 'b-', '1111111111-abcdefghij');
const aws = key('AK', 'IA', 'ZZZZZZZZZZZZZZZZ');
const google = key('AI', 'za', 'SyZq1-34567890abcdefghijklmnopqrstuvw');
const meta = key('EA', 'AG', 'm0PX4ZCpsBAKZCxInventedToken123');
const jwt = key('ey', 'JhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijklmnopqrstuvwx');
const hex = '9f8e7d6c5b4a39281706f5e4d3c2b1a0';

/** What is written, and what may be kept. */
const masked: Record<string, [string, string][]> = {
  cpf: [
    ['Meu CPF é 111.444.777-35, pode cadastrar', 'Meu CPF é [cpf], pode cadastrar'],
    ['cpf 11144477735', 'cpf [cpf]'],
    ['CPF: 111 444 777 35', 'CPF: [cpf]'],
    ['cpf:529.982.247-25.', 'cpf:[cpf].'],
    ['52998224725 é meu documento', '[cpf] é meu documento'],
    ['CPF529.982.247-25', 'CPF[cpf]'],
    ['CPF 529982247-25', 'CPF [cpf]'],
    ['(529.982.247-25)', '([cpf])'],
    ['CPF 529.982.247/25', 'CPF [cpf]'],
    ['CPF ５２９.９８２.２４７-２５', 'CPF [cpf]'],
    ['CPF 529.982.247\u201125', 'CPF [cpf]'],
    ['CPF 529\u00a0982\u00a0247\u00a025', 'CPF [cpf]'],
    ['{"cpf":"52998224725","id":7}', '{"cpf":"[cpf]","id":7}'],
    ['111.444.777-35/529.982.247-25', '[cpf]/[cpf]'],
    ['el documento 111.444.777-35 de Ana', 'el documento [cpf] de Ana'],
  ],
  cnpj: [
    ['CNPJ 12.345.678/0001-95', 'CNPJ [cnpj]'],
    ['cnpj 12345678000195', 'cnpj [cnpj]'],
    ['a empresa 12.345.678/0001-95 Ltda.', 'a empresa [cnpj] Ltda.'],
    // SERPRO's example of the alphanumeric form
    ['CNPJ 12.ABC.345/01DE-35', 'CNPJ [cnpj]'],
    ['cnpj: 12ABC34501DE35', 'cnpj: [cnpj]'],
    ['12.abc.345/01de-35', '[cnpj]'],
  ],
  email: [
    ['joao.silva@example.com', '[email]'],
    ['josé@educação.com.br', '[email]'],
    ['josé@educação', '[email]'],
    ['JOAO+tag@Exemplo.com.br', '[email]'],
    ['mande para <maria_22@mail.exemplo.org>.', 'mande para <[email]>.'],
    ['ana@exemplo.com, bia@exemplo.com', '[email], [email]'],
    ['?email=joao%40exemplo.com&x=1', '?email=[email]&x=1'],
    ['mi correo es núñez@correo.es', 'mi correo es [email]'],
    ['joao (arroba) gmail.com', '[email]'],
    ['joao arroba gmail ponto com', '[email]'],
    ['иван@почта.рф', '[email]'],
    ['e-mail jose\u0301@exemplo.com', 'e-mail [email]'],
  ],
  phone: [
    ['Me liga no (11) 98888-7777', 'Me liga no [phone]'],
    ['whats: 11 98888-7777', 'whats: [phone]'],
    ['11988887777', '[phone]'],
    ['+55 11 98888-7777', '[phone]'],
    ['+5511988887777', '[phone]'],
    ['5511988887777', '[phone]'],
    ['55 (11) 98888-7777', '[phone]'],
    ['\u202a+55 11 98888-7777\u202c', '\u202a[phone]\u202c'],
    ['https://wa.me/5511988887777', 'https://wa.me/[phone]'],
    ['tel 3333-4444', 'tel [phone]'],
    ['telefone fixo: (11) 3333-4444', 'telefone fixo: [phone]'],
    ['(0xx11) 98888-7777', '[phone]'],
    ['98888-7777', '[phone]'],
    ['11.98888.7777', '[phone]'],
    ['11 9 8888 7777', '[phone]'],
    ['meu telefone é 1133334444, pode ligar', 'meu telefone é [phone], pode ligar'],
    ['11988887777 é meu whats', '[phone] é meu whats'],
    ['(11)98888-7777/(21)97777-8888', '[phone]/[phone]'],
    ['+55 11 98888-7777 10/11/2026', '[phone] 10/11/2026'],
    ['+55 11 98888-7777 2 unidades', '[phone] 2 unidades'],
    ['Call me at (415) 555-0132', 'Call me at [phone]'],
    ['415-555-0132', '[phone]'],
    ['415.555.0132', '[phone]'],
    ['+1 415 555 0132', '[phone]'],
    ['my phone is 4155550132', 'my phone is [phone]'],
    ['my phone 555-0132', 'my phone [phone]'],
    ['+34 612 345 678', '[phone]'],
    ['llámame al 612 34 56 78', 'llámame al [phone]'],
    ['mi móvil es 612345678', 'mi móvil es [phone]'],
    ['91 123 45 67', '[phone]'],
    ['+351 912 345 678', '[phone]'],
    ['o meu telemóvel é 96 123 45 67', 'o meu telemóvel é [phone]'],
    ['mi número es 21 034 0995', 'mi número es [phone]'],
    ['+52 1 55 1234 5678', '[phone]'],
    ['mi número de teléfono es 55 1234 5678', 'mi número de teléfono es [phone]'],
    ['(55) 1234-5678', '[phone]'],
    ['+54 9 11 6123-4567', '[phone]'],
    ['011 4123-4567', '[phone]'],
    ['0351 15-612-3456', '[phone]'],
    ['+91 98765 43210', '[phone]'],
    ['98765 43210', '[phone]'],
    ['+44 (0)20 7946 0958', '[phone]'],
    ['07911 123456', '[phone]'],
    ['020 7946 0958', '[phone]'],
    ['+49 151 23456789', '[phone]'],
    ['0151 23456789', '[phone]'],
    ['030/123456', '[phone]'],
    ['06 12 34 56 78', '[phone]'],
    ['{"from":"447911123456","id":"x"}', '{"from":"[phone]","id":"x"}'],
    ['"wa_id":"5491161234567"', '"wa_id":"[phone]"'],
    ['5511988887777@s.whatsapp.net', '[phone]'],
    ['5511988887777:12@s.whatsapp.net', '[phone]'],
    ['tel:+5511988887777', 'tel:[phone]'],
  ],
  secret: [
    [`token ${meta}`, 'token [secret]'],
    [`${meta}.`, '[secret].'],
    [`o token é ${meta}, anota`, 'o token é [secret], anota'],
    [sk, '[secret]'],
    [stripe, '[secret]'],
    [github, '[secret]'],
    [slack, '[secret]'],
    [aws, '[secret]'],
    [google, '[secret]'],
    [jwt, '[secret]'],
    [`Bearer ${jwt}`, 'Bearer [secret]'],
    [key('wa', '_live_', '0123456789abcdefABCDEF'), '[secret]'],
    ['Authorization: Bearer abc.def.ghi123456', 'Authorization: Bearer [secret]'],
    ['authorization: Basic dXNlcjpwYXNzd29yZA==', 'authorization: Basic [secret]'],
    ['Cookie: refresh=abc123; path=/', 'Cookie: [secret]'],
    [
      'https://graph.example/v1?access_token=abc123&fields=id',
      'https://graph.example/v1?access_token=[secret]&fields=id',
    ],
    ['client_secret=abc', 'client_secret=[secret]'],
    ['META_APP_SECRET=0123456789abcdef', 'META_APP_SECRET=[secret]'],
    ['"accessToken":"abcdefgh","x":1', '"accessToken":"[secret]","x":1'],
    [String.raw`{\"apiKey\":\"abc def\",\"user\":1}`, String.raw`{\"apiKey\":\"[secret]\",\"user\":1}`],
    [`api_key: ${hex}`, 'api_key: [secret]'],
    [`o segredo é ${hex}`, 'o segredo é [secret]'],
    [`app secret ${hex}`, 'app secret [secret]'],
    [`${hex} is the app secret`, '[secret] is the app secret'],
    ['aws_secret_access_key = Zq1rXUtnFEMI/K7MDENG/bPxRfiCYINVENTEDKEY', 'aws_secret_access_key = [secret]'],
    ['token de acesso: Zx81kQpL0m', 'token de acesso: [secret]'],
    ['la clave de la api es zk82jd92ks', 'la clave de la api es [secret]'],
    ['postgres://user:s3nha@db.example.com/x', 'postgres://user:[secret]@db.example.com/x'],
    ['-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----', '[secret]'],
  ],
  password: [
    ['minha senha é Gato#2024', 'minha senha é [secret]'],
    ['senha: abacate', 'senha: [secret]'],
    ['a senha é abacate', 'a senha é [secret]'],
    ['senha do wifi: visita2024', 'senha do wifi: [secret]'],
    ['senha nova: teste', 'senha nova: [secret]'],
    ['senha 123456', 'senha [secret]'],
    ['usuário: ana / senha: flor', 'usuário: ana / senha: [secret]'],
    ['my password is hunter2', 'my password is [secret]'],
    ['password=correcthorse', 'password=[secret]'],
    ['password=abc&user=joao', 'password=[secret]&user=joao'],
    [String.raw`{"password":"p@ss, \"word\"","user":"joao"}`, '{"password":"[secret]","user":"joao"}'],
    ['the password is "blue horse battery"', 'the password is "[secret]"'],
    ['la contraseña es Perro.99', 'la contraseña es [secret]'],
    ['contraseña: miPerro', 'contraseña: [secret]'],
    ['mi clave es Azul789', 'mi clave es [secret]'],
    ['pwd: xyz', 'pwd: [secret]'],
    ['o pin é 4321', 'o pin é [secret]'],
  ],
  card: [
    ['4111 1111 1111 1111', '[card]'],
    ['4111111111111111', '[card]'],
    ['5555-5555-5555-4444 val 12/29', '[card] val 12/29'],
    ['amex 3782 822463 10005', 'amex [card]'],
    ['cartão 4111.1111.1111.1111', 'cartão [card]'],
    ['mi tarjeta es 6011111111111117', 'mi tarjeta es [card]'],
    ['4111 1111 1111 1111 4111 1111 1111 1111 4111 1111 1111 1111', '[card] [card] [card]'],
    ['tarjeta 4111 1111 1111 1111 cvv 123', 'tarjeta [card] cvv [secret]'],
  ],
  wamid: [
    ['wamid.HBgNNTUxMTk4ODg4Nzc3NxUCABIYFjNFQjA=', '[wamid]'],
    ['{"id":"wamid.HBgNNTUxMTk4ODg4Nzc3Nw=="}', '{"id":"[wamid]"}'],
  ],
};

/** What looks like one of these and must stay. */
const readable = [
  // dates, times, spans
  'Reunião em 12/11/2026 às 14:30',
  '2026-11-03T12:34:56.789Z',
  '2026-11-03 12:34:56',
  '03.11.2026 ou 3-11-2026',
  'on 11/03/26 at 10:30am',
  '1761234567890',
  '{"timestamp":"1761234567"}',
  '20261103T102030Z',
  '2024-2025',
  'horário 08:00-18:00',
  // amounts and quantities
  'R$ 1.234,56',
  'R$1234567,00',
  '$12,345.67',
  'US$ 98765432',
  '15 000 000 pesos',
  '1.500,00 €',
  'total 1.234.567,89 reais',
  '10.000.000 mensagens',
  'took 12345678ms',
  '1 2 3 4 5 6 7 8 9 10 11 12',
  'latitude -23.550520 longitude -46.633308',
  // places and machines
  'CEP 01310-100',
  'cep 01310100',
  'CA 94107-1234',
  '192.168.100.200',
  '10.0.0.1:8787',
  '2001:db8::8a2e:370:7334',
  'version 10.15.7',
  'Chrome/120.0.6099.129',
  'npm i react@18.2.0 @scope/pkg@1.2.3',
  'at keyFor (file:///srv/recado/workers/platform/security/signed-token.ts:51:20)',
  // numbers of things
  'pedido 123456789',
  'pedido nº 11988887777',
  'order number 4155550132',
  'número do pedido: 1133334444',
  'protocolo 20261103123456',
  'fatura 98765-4321 vence 10/12',
  'nota fiscal 000123456',
  'código de rastreio AA123456789BR',
  'EAN 7891234567895',
  'ISBN 978-3-16-148410-0',
  'agência 1234 conta 56789-0',
  '34191.79001 01043.510047 91020.150008 5 91070026000000',
  'Processo 5001234-56.2026.4.03.6100',
  '{"phone_number_id":"106540352242922"}',
  '12345678901234567890',
  'NF-e 3519 0812 3456 7800 0195 5500 1000 0123 4512 3456 7890',
  // ids
  '550e8400-e29b-41d4-a716-446655440000',
  'token id 550e8400-e29b-41d4-a716-446655440000',
  ...['msg', 'conv', 'ct', 'ch', 'co', 'usr'].map((prefix) => `${prefix}_01ARZ3NDEKTSV4RRFFQ69G5FAV`),
  'conv_01234567890123456789012345',
  `commit ${hex}9f8e7d6c`,
  // wrong check digits
  'CPF 111.444.777-36',
  '111.111.111-11',
  '12.345.678/0001-96',
  '4111 1111 1111 1112',
  // talk about secrets
  'esqueci minha senha',
  'a senha expirou',
  'A senha é obrigatória',
  'senha inválida, tente novamente',
  'Senha: mínimo de 8 caracteres',
  'Sua senha deve ter 8 caracteres',
  'your password is wrong',
  'the password field is required',
  'password reset link sent',
  'olvidé mi contraseña',
  'la contraseña es incorrecta',
  'el token es inválido',
  'token expired',
  'tokens used: 1500, max_tokens=4096',
  'password: null',
  'segredo do bolo: baunilha',
  'ela desenha: casas',
  'o secretário: joão',
  'Bearer authentication required',
  '@joao me chama',
];

describe.each(Object.entries(masked))('a text with a %s', (_kind, table) => {
  it.each(table)('%j keeps no more than %j', (text, kept) => {
    expect(mask(text)).toBe(kept);
    expect(mask(kept)).toBe(kept);
  });
});

describe('a text without any of these', () => {
  it.each(readable)('%j stays as it is', (text) => {
    expect(mask(text)).toBe(text);
    // beside something that does not
    expect(mask(`${text}\nana@exemplo.com`)).toBe(`${text}\n[email]`);
  });

  it.each(['', ' ', 'oi', '😀', '\ud83d', '[cpf] [phone] [secret]'])('%j stays as it is', (text) => {
    expect(mask(text)).toBe(text);
  });
});

describe('masking', () => {
  const fragments = Object.values(masked).flatMap((table) => table.map(([text]) => text));
  const piece = fc.oneof(
    fc.constantFrom(...fragments, ...readable),
    fc.constantFrom(
      '[phone]',
      '[secret]',
      '[cpf]',
      '\ue000',
      '"',
      '\\',
      ':',
      '=',
      ' ',
      '\n',
      '+',
      '(',
      '@',
      '-',
      '.',
    ),
    fc.constantFrom(
      'senha',
      'password',
      'token',
      'tel',
      'pedido',
      'cpf',
      'é',
      'is',
      'Bearer',
      'wamid.',
      'eyJ',
      '%40',
    ),
    fc.stringMatching(/^[\d .()+-]{1,20}$/),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  const text = fc
    .array(piece, { maxLength: 14 })
    .chain((parts) => fc.constantFrom('', ' ', ', ', '\n').map((between) => parts.join(between)));

  it('twice is masking once', () => {
    fc.assert(
      fc.property(text, (anything) => {
        const once = mask(anything);
        expect(mask(once)).toBe(once);
      }),
      { numRuns: 3000, seed: 5 },
    );
  });

  it('leaves no value of the tables, whatever stands around it', () => {
    const values = fc.constantFrom(
      '111.444.777-35',
      '12.345.678/0001-95',
      '+55 11 98888-7777',
      '(11) 98888-7777',
      'ana.souza@exemplo.com',
      '4111 1111 1111 1111',
      meta,
      stripe,
      jwt,
    );
    const around = fc.constantFrom(
      ['', ''],
      ['Oi! ', ' obrigado'],
      ['pedido ', ' e mais'],
      ['"', '",'],
      ['(', ')'],
      ['é ', '.'],
      ['de 2026-11-03 ', ' R$ 10,00'],
      ['\n', '\n'],
      ['\t', ';'],
      ['msg_01ARZ3NDEKTSV4RRFFQ69G5FAV ', ' 550e8400-e29b-41d4-a716-446655440000'],
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(around, values), { minLength: 1, maxLength: 6 }), (parts) => {
        const result = mask(parts.map(([[before, after], value]) => `${before}${value}${after}`).join(' '));
        for (const [, value] of parts) expect(result).not.toContain(value);
      }),
      { numRuns: 1000, seed: 5 },
    );
  });

  it('takes work in proportion to the length, for texts made to be slow as well', () => {
    const units = [
      'Olá, meu telefone é 11 98888-7777 e o pedido 123456 chega em 10/11/2026. ',
      '1',
      '1 ',
      '11 98 ',
      '11 98888-7777 ',
      '+',
      '(',
      'a',
      'a@',
      '@',
      '%40',
      'eyJ',
      'eyJ.',
      'password ',
      'password="',
      'senha: ',
      'token a b c d ',
      'cookie:',
      'cookie:a=',
      '-----BEGIN PRIVATE KEY-----',
      '://a:',
      '0a',
      'tel ',
      'pedido 12345678 ',
      '+55(11)9-8/8 ',
      ' arroba ',
      '\\',
      ' ',
    ];
    const slow = units.filter((unit) => !isLinear(unit));
    expect(slow).toEqual([]);
  });
});

/**
 * Compares a long text with eight that are an eighth of it, as often as it takes until they cost about the same.
 * Quadratic work would cost the long one eight times as much, every time.
 */
function isLinear(unit: string): boolean {
  const long = unit.repeat(Math.ceil(65_536 / unit.length)).slice(0, 65_536);
  const short = long.slice(0, long.length / 8);
  let once = Number.POSITIVE_INFINITY;
  let eightTimes = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 30; round += 1) {
    once = Math.min(
      once,
      wallMs(() => mask(long)),
    );
    eightTimes = Math.min(
      eightTimes,
      wallMs(() => {
        for (let part = 0; part < 8; part += 1) mask(short);
      }),
    );
    if (round > 0 && once < 4 * eightTimes) return true;
  }
  return false;
}

function wallMs(work: () => void): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}
