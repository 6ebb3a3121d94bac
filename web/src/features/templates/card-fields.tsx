import type { ParameterFormat } from '../../../../workers/contracts/api/templates.ts';
import { TEMPLATE_LIMITS as LIMITS } from '../../../../workers/contracts/template-limits.ts';
import { ButtonsEditor } from './buttons-editor.tsx';
import {
  CARD_BUTTONS,
  withCardButton,
  withMovedCardButton,
  withoutCardButton,
  type DraftCard,
  type DraftCards,
} from './card-draft.rules.ts';
import { HeaderSample } from './header-sample.tsx';
import { BodyFields } from './text-fields.tsx';

interface CardFieldsProps {
  card: DraftCard;
  cards: DraftCards;
  parameterFormat: ParameterFormat;
  onCard: (change: Partial<DraftCard>) => void;
  onCards: (cards: DraftCards) => void;
  /** What is wrong with a field of this card. */
  errorOf: (path: string) => string | undefined;
  channelId: string;
}

/** What one card says and shows. Its buttons' kinds are every card's. */
export const CardFields = ({
  card,
  cards,
  parameterFormat,
  onCard,
  onCards,
  errorOf,
  channelId,
}: CardFieldsProps) => (
  <>
    <HeaderSample
      format={cards.format}
      channelId={channelId}
      handle={card.handle}
      chosen={card.sample}
      onSample={(handle, sample) => onCard({ handle, sample })}
      error={errorOf('header.file')}
    />
    {cards.haveText && (
      <BodyFields
        label="Text of the card"
        rows={3}
        most={LIMITS.cardBodyCharacters}
        text={card.text}
        onText={(text) => onCard({ text })}
        samples={card.samples}
        onSamples={(samples) => onCard({ samples })}
        parameterFormat={parameterFormat}
        errorOf={errorOf}
      />
    )}
    <ButtonsEditor
      legend="Buttons of the cards (optional)"
      note="Every card has the same kinds of buttons. What they say and where they lead is each card’s own."
      buttons={card.buttons}
      types={CARD_BUTTONS}
      most={LIMITS.cardButtons}
      onAdd={(type) => onCards(withCardButton(cards, type))}
      onMove={(from, to) => onCards(withMovedCardButton(cards, from, to))}
      onRemove={(at) => onCards(withoutCardButton(cards, at))}
      onButton={(at, button) => onCard({ buttons: card.buttons.with(at, button) })}
      errorOf={errorOf}
    />
  </>
);
