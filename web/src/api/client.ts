import * as z from 'zod/mini';
import { ApiProblem, unexpectedAnswer } from './api-problem.ts';
import type { TokenKeeper } from './token-keeper.ts';
import type { Transport, TransportRequest } from './transport.ts';
import type { UploadRequest, UploadTransport } from './upload.ts';

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

export interface FileCall<Answer extends z.ZodMiniType> extends Pick<
  UploadRequest,
  'body' | 'onProgress' | 'signal'
> {
  path: string;
  query: NonNullable<ApiCall<Answer>['query']>;
  answer: Answer;
}

interface ClientDeps {
  transport: Transport;
  uploadTransport: UploadTransport;
  tokens: Pick<TokenKeeper, 'token' | 'tokenAfterRefusal'>;
  /** Called when the session cannot be renewed any more. */
  onSessionLost: () => void;
  /** Called with every good answer: the server can be reached. */
  onAnswered: () => void;
}

const TIMEOUT_MS = 20_000;

export type ApiClient = ReturnType<typeof createApiClient>;

export const createApiClient = ({
  transport,
  uploadTransport,
  tokens,
  onSessionLost,
  onAnswered,
}: ClientDeps) => {
  const send = async (call: ApiCall<z.ZodMiniType>, token: string | null): Promise<unknown> => {
    const answer = await transport({
      method: call.method,
      url: call.path + queryString(call.query),
      headers: {
        Accept: 'application/json',
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

  const signedIn = async (attempt: (token: string | null) => Promise<unknown>): Promise<unknown> => {
    try {
      const token = await tokens.token();
      try {
        return await attempt(token);
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
        return await attempt(await tokens.tokenAfterRefusal(token));
      }
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) onSessionLost();
      throw error;
    }
  };

  return {
    /** A call of the signed-in person. Throws ApiProblem. */
    call: async <Answer extends z.ZodMiniType>(call: ApiCall<Answer>): Promise<z.infer<Answer>> =>
      read(call, await signedIn((token) => send(call, token))),
    /** Sends a file as it is, as the signed-in person. Throws ApiProblem; `cancelled` when the signal ended it. */
    upload: async <Answer extends z.ZodMiniType>({
      path,
      query,
      answer,
      ...file
    }: FileCall<Answer>): Promise<z.infer<Answer>> => {
      const json = await signedIn((token) =>
        uploadTransport({
          ...file,
          url: path + queryString(query),
          headers: {
            Accept: 'application/json',
            'Content-Type': file.body.type || 'application/octet-stream',
            ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
          },
        }),
      );
      onAnswered();
      return read({ answer }, json);
    },
    /** A call without a token: sign-in, refresh, sign-out. Throws ApiProblem. */
    callAnonymously: async <Answer extends z.ZodMiniType>(call: ApiCall<Answer>): Promise<z.infer<Answer>> =>
      read(call, await send(call, null)),
  };
};

const read = <Answer extends z.ZodMiniType>(
  call: Pick<ApiCall<Answer>, 'answer'>,
  json: unknown,
): z.infer<Answer> => {
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
