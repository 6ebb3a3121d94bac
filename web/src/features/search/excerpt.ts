import { signal } from '@preact/signals';

export interface ExcerptPlace {
  conversationId: string;
  messageId: string;
}

/** A message too far back to scroll to, shown with its neighbours; null while none is. */
export const excerptPlace = signal<ExcerptPlace | null>(null);

export const showExcerpt = (place: ExcerptPlace): void => {
  excerptPlace.value = place;
};
