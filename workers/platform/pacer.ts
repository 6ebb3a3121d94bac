/** What a channel's pacer offers to the Worker. */
export interface ChannelPacerRpc {
  /** Asks to send one message to this person now; gives how long to wait first, in milliseconds, or 0. */
  acquire(to: string, nowMs: number): Promise<number>;
}

export interface PacerBindings {
  CHANNEL_PACER: DurableObjectNamespace;
}

/** Asks the channel's pacer for a permit to send one message; gives how long to wait first, in milliseconds, or 0. */
export async function acquirePermit(
  bindings: PacerBindings,
  send: { companyId: string; channelId: string; to: string },
  nowMs: number,
): Promise<number> {
  const namespace = bindings.CHANNEL_PACER;
  const pacer = namespace.get(
    namespace.idFromName(`${send.companyId}/${send.channelId}`),
  ) as unknown as ChannelPacerRpc;
  return pacer.acquire(send.to, nowMs);
}
