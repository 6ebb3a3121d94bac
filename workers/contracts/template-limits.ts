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
  flowButtons: 1,
  catalogButtons: 1,
  buttonCharacters: 25,
  urlCharacters: 2_000,
  phoneCharacters: 20,
  copyCodeCharacters: 15,
  /** How long an authentication code may be valid, in minutes. */
  minCodeMinutes: 1,
  maxCodeMinutes: 90,
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
