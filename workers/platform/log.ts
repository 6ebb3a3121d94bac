import { mask, maskValue } from './security/mask.ts';
import { withoutQuotedValues } from './security/without-quoted-values.ts';

export type LogFields = Record<string, unknown>;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, error: unknown, fields?: LogFields): void;
  with(fields: LogFields): Log;
}

interface LogOptions {
  write: (line: string) => void;
  nowMs: () => number;
  level?: LogLevel;
  format?: 'json' | 'pretty';
}

interface DescribedError {
  name: string;
  message: string;
  stack?: string[];
  cause?: DescribedError;
  [field: string]: unknown;
}

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
const maxFrames = 8;
const maxCauses = 3;
const maxMessageLength = 1000;

/** Writes a line where the platform collects logs. The only place that touches the console. */
export function writeToConsole(line: string): void {
  // oxlint-disable-next-line no-console -- the one way out of a Worker for its log
  console.log(line);
}

/**
 * Makes a log: one line per event, events named in past tense (`message.received`).
 *
 * In: `write` takes a finished line (`writeToConsole`); `nowMs` gives milliseconds since 1970; `level` is the lowest
 * that is written (`info`); `format` is `json` (one object: time, level, event, fields) or `pretty` (one readable line
 * for local development).
 * Out: the log; `with` gives one that adds its fields to every line. All fields pass `maskValue`; errors become name,
 * message, stack frames, own fields and causes, without the values that database and JSON errors quote. Fields called
 * time, level, event or error keep their value under the name with `_` after it.
 */
export function createLog(options: LogOptions): Log {
  return logWith(options, {});
}

function logWith(options: LogOptions, bound: LogFields): Log {
  const lowest = levels.indexOf(options.level ?? 'info');
  const line = (level: LogLevel, event: string, fields: LogFields, error?: DescribedError): void => {
    if (levels.indexOf(level) < lowest) return;
    const entry = {
      time: new Date(options.nowMs()).toISOString(),
      level,
      event: mask(event),
      ...maskFields({ ...bound, ...fields }),
      ...(error === undefined ? {} : { error }),
    };
    options.write(options.format === 'pretty' ? pretty(entry) : JSON.stringify(entry));
  };
  return {
    debug: (event, fields = {}) => line('debug', event, fields),
    info: (event, fields = {}) => line('info', event, fields),
    warn: (event, fields = {}) => line('warn', event, fields),
    error: (event, error, fields = {}) => line('error', event, fields, describeError(error, maxCauses)),
    with: (fields) => logWith(options, { ...bound, ...fields }),
  };
}

function maskFields(fields: LogFields): LogFields {
  const masked = maskValue(fields);
  if (typeof masked !== 'object' || masked === null) return {};
  const reserved = ['time', 'level', 'event', 'error'];
  return Object.fromEntries(
    Object.entries(masked).map(([name, value]) => [reserved.includes(name) ? `${name}_` : name, value]),
  );
}

function describeError(error: unknown, causesLeft: number): DescribedError {
  if (!(error instanceof Error)) {
    const masked = maskValue(error);
    return {
      name: 'NotAnError',
      message: typeof masked === 'string' ? masked : (JSON.stringify(masked) ?? 'undefined'),
    };
  }
  const { name, message, stack } = readError(error);
  const { name: _name, message: _message, stack: _stack, cause: _cause, ...own } = ownFields(error);
  return {
    name: mask(name),
    message: mask(withoutQuotedValues(message).slice(0, maxMessageLength)),
    ...own,
    ...(stack === undefined ? {} : { stack: frames(stack) }),
    ...(error.cause === undefined || causesLeft === 0
      ? {}
      : { cause: describeError(error.cause, causesLeft - 1) }),
  };
}

/** An error's own properties may be getters that throw; a log line must still come out. */
function readError(error: Error): { name: string; message: string; stack?: string } {
  try {
    return {
      name: asText(error.name),
      message: asText(error.message),
      ...(typeof error.stack === 'string' ? { stack: error.stack } : {}),
    };
  } catch {
    return { name: 'Error', message: '[unreadable]' };
  }
}

/** Nothing at run time keeps a name or message from being something else. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : '[no text]';
}

/** Codes and kinds that the error carries, such as `retryable`; lists of other errors are left out. */
function ownFields(error: Error): LogFields {
  const masked = maskValue(error);
  if (typeof masked !== 'object' || masked === null) return {};
  return Object.fromEntries(Object.entries(masked).filter(([, value]) => typeof value !== 'object'));
}

/** Only the frames: the head of a stack repeats the message. */
function frames(stack: string): string[] {
  return stack
    .split('\n')
    .filter((text) => /^\s+at /.test(text))
    .slice(0, maxFrames)
    .map((text) => mask(text.trim().slice(0, 300)));
}

function pretty(entry: { time: string; level: LogLevel; event: string; error?: DescribedError }): string {
  const { time, level, event, error, ...fields } = entry;
  const parts = Object.entries(fields).map(([name, value]) => `${name}=${prettyValue(value)}`);
  if (error !== undefined) parts.push(prettyError(error));
  return [time.slice(11, 23), level.toUpperCase().padEnd(5), event, ...parts]
    .join(' ')
    .replaceAll(/\s*\n\s*/g, ' ⏎ ');
}

function prettyValue(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
  return typeof value === 'string' && /[\s"=]/.test(text) ? JSON.stringify(text) : text;
}

function prettyError(error: DescribedError): string {
  const at = error.stack?.[0] === undefined ? '' : ` (${error.stack[0]})`;
  const cause = error.cause === undefined ? '' : ` ← ${prettyError(error.cause)}`;
  return `${error.name}: ${error.message}${at}${cause}`;
}
