import { isReadableId } from './mask-secrets.ts';
import type { MaskDraft, Span } from './mask-draft.ts';

/** Words that announce a secret. Passwords may be any word; the others are only masked when they look like one. */
const passwordWords =
  'passwords?|passphrase|passwd|passcode|senha|contraseña|contrasena|contraseñas?|palavra-passe|palavra passe|pwd|psw';
const shortPasswordWords = 'pass|clave|pin|cvv2?|cvc2?';
const tokenWords =
  'api[ _-]?keys?|api[ _-]?secret|access[ _-]?keys?|private[ _-]?keys?|signing[ _-]?key|encryption[ _-]?keys?|jwt[ _-]?keys?|gateway[ _-]?keys?|secret|token|segredo|secreto|chave[ _-]?(?:de |da )?api|clave[ _-]?(?:de |del )?api|clave secreta|chave secreta|chave de acesso|llave secreta|credencial|x-hub-signature(?:-256)?|authorization';
const secretNames = new RegExp(
  `(?:${passwordWords}|${tokenWords}|(?<![\\p{L}\\p{N}_])(?:${shortPasswordWords}))(?:[_ -]?(?:access|api|key|hash|value|nova|nueva|atual|actual|antiga|inicial|tempor[áa]ria|temporal|provis[óo]ria)){0,2}(?![\\p{L}\\p{N}])`,
  'giu',
);
const isPasswordWord = new RegExp(`^(?:${passwordWords}|${shortPasswordWords})`, 'iu');
const isShortWord = new RegExp(`^(?:${shortPasswordWords})$`, 'iu');

const decoration = '[\\\\"\'`*_]{0,4}';
const words = "(?:[ \\t]{1,2}(?:\\p{L}[\\p{L}\\p{N}'-]{0,14}|\\([^()\\n]{1,20}\\))){0,4}?";
const assigned = new RegExp(
  `${decoration}(?:\\[\\])?[ \\t]{0,3}(?::=|=>|->|==?|[:→])[ \\t]{0,3}(?:\\n[ \\t]{0,3})?`,
  'uy',
);
const assignedLater = new RegExp(`${words}${decoration}[ \\t]{0,2}(?:[:=→]|->|=>)[ \\t]{0,3}`, 'uy');
const copula = new RegExp(
  `${words}[ \\t]{1,2}(é|eh|e|es|is|was|era|foi|fica|ficou|sigue|será|seria|sera|to|para|por)[ \\t]{0,2}:?[ \\t]{1,2}`,
  'iuy',
);

const quotedValue =
  /"((?:[^"\\\n\ue000]|\\[^\n\ue000]){1,300})(?=")|'((?:[^'\\\n\ue000]|\\[^\n\ue000]){1,300})(?=')|\\"([^"\\\n\ue000]{1,300})(?=\\")|[“”«]([^“”«»\n\ue000]{1,300})(?=[”“»])|`([^`\n\ue000]{1,300})(?=`)/uy;
const plainValue = /\\?["'`“‘«]?([^\s\ue000"`“”«»<>]{1,400})/uy;
/** Where the next thing begins inside a run without spaces: `&user=`, `,"name":`, `;x=`. */
const nextPair = /[&,;|](?=\\?["']?[\p{L}_][\p{L}\p{N}_.-]{0,40}\\?["']?[:=])/u;
const trailing = /[.,;:)\]}>'\\]+$/;

/**
 * What people and programs write after "password is" and "token:" that is not one. Endings cover the rest of
 * Portuguese, Spanish and English grammar that shows up there.
 */
const plainWords = new Set(
  `a an and as at the of for from in on or to too with was is are be been has have not no yes none null nil undefined
  true false empty missing required needed wanted invalid valid wrong incorrect correct expired expires revoked weak
  strong short long okay ok fine safe secure hidden masked redacted unknown same different new old changed updated
  reset sent stored hashed encrypted generated default wrong. must should can cannot will would may only just still
  already always never here there this that it its my your our their his her again please string number boolean text
  private public personal secret temporary forgotten lost broken blocked locked working
  o os as um uma uns umas de da do das dos em na no nas nos por para pra com sem que se e ou é são está estão foi ser
  não nao sim nula nulo vazia vazio obrigatória obrigatório obrigatoria obrigatorio inválida inválido invalida invalido
  válida válido valida valido incorreta incorreto correta correto errada errado expirada expirado expirou vencida
  fraca fraco forte curta curto longa longo nova novo velha antiga mesma mesmo diferente alterada trocada atualizada
  enviada enviado criada padrão padrao provisória temporária temporaria segura seguro secreta secreto pessoal minha
  meu sua seu nossa aqui ali lá muito mais menos deve precisa pode mínimo minimo máximo maximo esquecida bloqueada
  igual única unica necessária necessario qualquer alguma nenhuma ainda agora depois
  el la los las un una unos unas del al en con sin por y o es son está esta estan fue no sí si nula vacía vacia
  obligatoria obligatorio requerida requerido inválida incorrecta incorrecto correcta correcto errónea erronea caducada
  caducado vencido débil debil fuerte corta larga nueva nuevo vieja misma distinta cambiada actualizada enviada creada
  segura privada pública mi tu su nuestra aquí muy más mas menos debe puede olvidada bloqueada igual necesaria
  personal temporal cualquiera ninguna todavía ahora después bearer basic oauth sha256 hs256 rs256`
    .split(/\s+/)
    .map((word) => word.toLowerCase()),
);

/** Covers the value after a word that announces it: `password=…`, `"token": "…"`, "minha senha é …". */
export function coverNamedSecrets(draft: MaskDraft): void {
  draft.cover(secretNames, 'secret', (match, { shadow }) => {
    const [name] = match;
    if (!startsWord(shadow, match.index)) return false;
    return findValue(shadow, match.index + name.length, name);
  });
}

function findValue(shadow: string, from: number, name: string): Span | false {
  const isPassword = isPasswordWord.test(name);
  const afterSign = stickyEnd(assigned, shadow, from);
  if (afterSign !== null) {
    const value = readValue(shadow, afterSign);
    if (value === null || isPlain(value.text)) return false;
    // "Token: quando expira?" announces nothing; "token: abc123" and "token=quando" do.
    const isCode = isPassword || value.isQuoted || shadow.slice(from, afterSign).includes('=');
    return isCode || looksSecret(value.text) ? value.span : false;
  }
  if (isShortWord.test(name) && !/^clave$/iu.test(name)) return findCode(shadow, from);
  const afterLaterSign = stickyEnd(assignedLater, shadow, from);
  if (afterLaterSign !== null) {
    const value = readValue(shadow, afterLaterSign);
    return value !== null && !isPlain(value.text) && (value.isQuoted || looksSecret(value.text))
      ? value.span
      : false;
  }
  copula.lastIndex = from;
  const verb = copula.exec(shadow);
  if (verb !== null) {
    const value = readValue(shadow, from + verb[0].length);
    if (value !== null && !isPlain(value.text) && !isReadableId(value.text)) {
      if (value.isQuoted || looksSecret(value.text)) return value.span;
      if (isPassword && /^\d{4,}$/.test(value.text)) return value.span;
      const isVerb = /^(?:é|eh|es|is|was|era)$/iu.test(verb[1] ?? '');
      if (isPassword && isVerb && value.text.length >= 4 && endsSentence(shadow, value.span.end))
        return value.span;
    }
  }
  return findAdjacent(shadow, from, isPassword);
}

/** `PIN 1234`, `o cvv é 123`: digits only, since these words are too short to say more. */
function findCode(shadow: string, from: number): Span | false {
  const code = /^[ \t]{1,2}(?:(?:é|eh|es|is|was|era)[ \t]{1,2})?(\d{3,8})(?![\p{L}\d])/iu.exec(
    shadow.slice(from, from + 20),
  );
  if (code?.[1] === undefined) return false;
  const end = from + code[0].length;
  return { start: end - code[1].length, end };
}

function findAdjacent(shadow: string, from: number, isPassword: boolean): Span | false {
  // The words between are taken as few as possible, so the first that looks like a secret wins.
  let at = from;
  for (let word = 0; word < 4; word += 1) {
    const gap = /^[ \t]{1,3}/.exec(shadow.slice(at, at + 3));
    if (gap === null) return false;
    const value = readValue(shadow, at + gap[0].length);
    if (value === null || isReadableId(value.text)) return false;
    if (isPassword && word === 0 && /^\d{4,}$/.test(value.text)) return value.span;
    if (value.text.length >= 6 && looksSecret(value.text) && /[\p{L}]/u.test(value.text)) {
      const isStrong = isPassword ? word < 2 : value.text.length >= 12;
      return isStrong ? value.span : false;
    }
    if (!/^[\p{L}'-]{1,15}$/u.test(value.text)) return false;
    at = value.span.end;
  }
  return false;
}

interface FoundValue {
  text: string;
  isQuoted: boolean;
  span: Span;
}

function readValue(shadow: string, at: number): FoundValue | null {
  quotedValue.lastIndex = at;
  const quoted = quotedValue.exec(shadow);
  const inside = quoted?.slice(1).find((group) => group !== undefined);
  if (quoted !== null && inside !== undefined) {
    const end = at + quoted[0].length;
    return { text: inside, isQuoted: true, span: { start: end - inside.length, end } };
  }
  plainValue.lastIndex = at;
  const plain = plainValue.exec(shadow);
  if (plain?.[1] === undefined) return null;
  const start = at + plain[0].length - plain[1].length;
  const run = plain[1];
  const next = nextPair.exec(run);
  const text = (next === null ? run : run.slice(0, next.index)).replace(trailing, '');
  return text === '' ? null : { text, isQuoted: false, span: { start, end: start + text.length } };
}

/** `senha` inside `desenha` announces nothing, `Token` inside `accessToken` does. */
function startsWord(shadow: string, at: number): boolean {
  const before = shadow[at - 1];
  if (before === undefined || !/[\p{L}\p{N}]/u.test(before)) return true;
  return /\p{Ll}|\p{N}/u.test(before) && /\p{Lu}/u.test(shadow[at] ?? '');
}

function isPlain(text: string): boolean {
  return plainWords.has(text.toLowerCase()) || /^https?:\/\/[^?]*$/i.test(text);
}

/** More than a word: a digit or sign among letters, capitals inside, or great length. */
function looksSecret(text: string): boolean {
  if (/^\d+$/.test(text)) return text.length >= 6;
  if (/^[\d.,/:%-]+$/.test(text)) return false;
  return (
    /\d/.test(text) || /[^\p{L}\p{N}.,'’/-]/u.test(text) || /\p{Ll}\p{Lu}/u.test(text) || text.length >= 24
  );
}

function endsSentence(shadow: string, end: number): boolean {
  return (
    /^[.!?,;:)\]]{0,3}(?:\s|$)/u.test(shadow.slice(end, end + 4)) &&
    /^[.!?,;)\]]{0,3}\s{0,2}(?:$|\n|[.!?,;)])/u.test(shadow.slice(end, end + 6))
  );
}

function stickyEnd(pattern: RegExp, text: string, from: number): number | null {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : null;
}
