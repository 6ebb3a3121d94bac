import * as z from 'zod/mini';
import { ApiProblem, unexpectedAnswer } from './api-problem.ts';
import type { TokenKeeper } from './token-keeper.ts';
import type { Transport, TransportRequest } from './transport.ts';

export interface ApiCall<Answer extends z.ZodMiniType> {
  method: TransportRequest['method'];
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** Leave it out where the answer is empty. */
  answer?: Answer;
  idempotencyKey?: string;
  timeoutMs?: number;
}

interface ClientDeps {
  transport: Transport;
  tokens: Pick<TokenKeeper, 'token' | 'tokenAfterRefusal'>;
  /** Called when the session cannot be renewed any more. */
  onSessionLost: () => void;
  /** Called with every good answer: the server can be reached. */
  onAnswered: () => void;
}

const TIMEOUT_MS = 20_000;

/** The server refuses cookie routes without it: another site's page cannot set it (CSRF). */
const CLIENT_HEADER = { 'X-Recado-Client': 'web' };

export type ApiClient = ReturnType<typeof createApiClient>;

export const createApiClient = ({ transport, tokens, onSessionLost, onAnswered }: ClientDeps) => {
  const send = async (call: ApiCall<z.ZodMiniType>, token: string | null): Promise<unknown> => {
    const answer = await transport({
      method: call.method,
      url: call.path + queryString(call.query),
      headers: {
        Accept: 'application/json',
        ...CLIENT_HEADER,
        ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(call.idempotencyKey === undefined ? {} : { 'Idempotency-Key': call.idempotencyKey }),
      },
      timeoutMs: call.timeoutMs ?? TIMEOUT_MS,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    onAnswered();
    return answer;
  };

  const sendSignedIn = async (call: ApiCall<z.ZodMiniType>): Promise<unknown> => {
    try {
      const token = await tokens.token();
      try {
        return await send(call, token);
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
        return await send(call, await tokens.tokenAfterRefusal(token));
      }
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) onSessionLost();
      throw error;
    }
  };

  return {
    /** A call of the signed-in person. Throws ApiProblem. */
    call: async <Answer extends z.ZodMiniType>(call: ApiCall<Answer>): Promise<z.infer<Answer>> =>
      read(call, await sendSignedIn(call)),
    /** A call without a token: sign-in, refresh, sign-out. Throws ApiProblem. */
    callAnonymously: async <Answer extends z.ZodMiniType>(call: ApiCall<Answer>): Promise<z.infer<Answer>> =>
      read(call, await send(call, null)),
  };
};

const read = <Answer extends z.ZodMiniType>(call: ApiCall<Answer>, json: unknown): z.infer<Answer> => {
  if (call.answer === undefined) return undefined as z.infer<Answer>;
  const parsed = z.safeParse(call.answer, json);
  if (!parsed.success) throw unexpectedAnswer(200);
  return parsed.data;
};

const queryString = (query: ApiCall<z.ZodMiniType>['query']): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== '') search.set(name, String(value));
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
};
