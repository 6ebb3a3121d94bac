import type { Breaker, StopScope } from '../contracts/api/breaker.ts';

/** A message that wants to go out on a channel. */
export interface PermitRequest {
  /** The message, as its wake-up spells it. */
  ref: string;
  /** Whom it is for, in whichever spelling; always the same for the same person. */
  to: string;
  /** What the number may send, in messages a second. */
  perSecond: number;
}

/**
 * `granted`: send it now; `probes` are the stops that it is let through to test, and their end is for the caller to
 * tell. `wait`: a rate is used up, the number's or that to one person, ask again then. `stopped`: nothing goes out for the reason given; ask again then.
 */
export type Permit =
  | { kind: 'granted'; probes: StopScope[] }
  | { kind: 'wait'; rate: 'number' | 'pair'; waitMs: number }
  | { kind: 'stopped'; breaker: Breaker; waitMs: number };

/** A stop that an error of the provider's asks for. */
export interface StopRequest {
  scope: StopScope;
  /** The person; of no meaning beyond the scope `pair`. */
  to: string;
  firstSeconds: number | null;
  growth: number;
  maxSeconds: number;
  code: number;
  title: string;
  detail: string;
}

/** `isNew`: it was open to all until now. */
export interface OpenedStop {
  isNew: boolean;
  breaker: Breaker;
}

/** What a channel's pacer offers to the Worker. */
export interface ChannelPacerRpc {
  acquire(request: PermitRequest, nowMs: number): Promise<Permit>;
  open(stop: StopRequest, nowMs: number): Promise<OpenedStop>;
  /** Ends these stops, of one person or (`to` null) of all; gives those that there were. */
  close(scopes: StopScope[], to: string | null, nowMs: number): Promise<StopScope[]>;
  /** Remembers a message that has met a stop itself, and waits with the others. */
  wait(ref: string): Promise<void>;
  /** The stops of the number as a whole, and how many messages wait for any. */
  state(): Promise<{ stops: Breaker[]; waitingCount: number }>;
  /** Forgets the first of the messages that wait for a stop, and gives them. */
  takeWaiting(limit: number): Promise<string[]>;
}

export interface PacerBindings {
  CHANNEL_PACER: DurableObjectNamespace;
}

/** A channel's pacer. Its name holds the company: no other company's id leads here. */
export function channelPacer(bindings: PacerBindings, companyId: string, channelId: string): ChannelPacerRpc {
  const namespace = bindings.CHANNEL_PACER;
  // The namespace is untyped because wrangler's binding types would import the objects' code into the platform.
  return namespace.get(namespace.idFromName(`${companyId}/${channelId}`)) as unknown as ChannelPacerRpc;
}
