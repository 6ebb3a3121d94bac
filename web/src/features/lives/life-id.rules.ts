/**
 * By which id a message's life is asked for. WhatsApp's finds it wherever it is; by ours it is looked for in the log from
 * the time that it was written, and what came late, or with an imported history, stands far behind that.
 */
export const lifeIdOf = ({ id, externalId }: { id: string; externalId: string | null }): string =>
  externalId?.startsWith('wamid.') === true ? externalId : id;
