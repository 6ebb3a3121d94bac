/**
 * What Meta refuses beyond, of a template. Characters are UTF-16 units, as Meta counts them, placeholders included.
 * Source: Meta, template management and template components (2026-09); what is ours says so.
 */
export const TEMPLATE_LIMITS = {
  nameCharacters: 512,
  headerCharacters: 60,
  /** Variables of a header. */
  headerVariables: 1,
  bodyCharacters: 1_024,
  footerCharacters: 60,
  buttons: 10,
  urlButtons: 2,
  phoneButtons: 1,
  copyCodeButtons: 1,
  /** Only from what WhatsApp Manager allows; the components page names no number for forms. */
  flowButtons: 1,
  /** Meta, catalogue templates (2026-03): the button stands alone. Only from documentation. */
  catalogButtons: 1,
  buttonCharacters: 25,
  urlCharacters: 2_000,
  phoneCharacters: 20,
  copyCodeCharacters: 15,
  /** Meta, media card carousel templates (2026-06), as are the next three. Only from documentation. */
  carouselCardsAtLeast: 2,
  carouselCards: 10,
  cardBodyCharacters: 160,
  cardButtons: 2,
  /** What a limited-time offer is called. Meta, limited-time offer templates (2026-06). Only from documentation. */
  offerCharacters: 16,
  /** The body of a limited-time offer; the same source. */
  offerBodyCharacters: 600,
  /** How long an authentication code may be valid, in minutes. Meta, authentication templates (2026-02). */
  minCodeMinutes: 1,
  maxCodeMinutes: 90,
  /** Apps that may get the code by themselves. Meta, one-tap and zero-tap authentication templates (2026-02). */
  codeApps: 5,
  /** Of such an app, its Android package and the hash of its signing key; the same source. */
  packageCharacters: 224,
  signatureCharacters: 11,
  /** A variable's name; ours, Meta documents none. */
  variableCharacters: 40,
  /** A sample's text; ours: no sample that fits the text is longer. */
  sampleCharacters: 1_024,
} as const;

/** Statuses in which Meta lets a template be edited. Source: Meta, template management. */
export const EDITABLE_STATUSES: readonly string[] = ['APPROVED', 'REJECTED', 'PAUSED'];

/**
 * Statuses in which a template is not refused before Meta is asked. A flagged one is disabled only when its quality stays
 * low, a locked one cannot be edited. Source: Meta, template status webhook.
 */
export const SENDABLE_STATUSES: readonly string[] = ['APPROVED', 'FLAGGED', 'LOCKED'];
