/**
 * What Meta refuses beyond, in characters (Unicode code points) unless the name says otherwise. Checked before the
 * call, so that a person learns it at once. Source: Meta, Cloud API message types (interactive lists, reply buttons,
 * calls to action, media, contacts, templates), 2026-09.
 */
export const META_LIMITS = {
  textCharacters: 4_096,
  captionCharacters: 1_024,
  bodyCharacters: 1_024,
  /** Of a list message; Meta's own description and its OpenAPI file disagree (4096, 1024): the smaller is safe. */
  listBodyCharacters: 1_024,
  headerCharacters: 60,
  footerCharacters: 60,
  replyButtons: 3,
  buttonIdCharacters: 256,
  buttonTitleCharacters: 20,
  listButtonCharacters: 20,
  listSections: 10,
  listRows: 10,
  listRowIdCharacters: 200,
  listRowTitleCharacters: 24,
  listRowDescriptionCharacters: 72,
  listSectionTitleCharacters: 24,
  callToActionCharacters: 20,
  productItems: 30,
  productSections: 10,
  contacts: 257,
  filenameCharacters: 240,
  templateNameCharacters: 512,
  /** A message older than this can be neither reacted to nor marked as read, in days. */
  reactionDays: 30,
} as const;
