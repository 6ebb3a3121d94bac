import { ArrowLeft, ArrowRight, Plus, Trash2 } from 'lucide';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import {
  canAddCard,
  canRemoveCard,
  withCard,
  withChangedCard,
  withMovedCard,
  withoutCard,
  withoutSamples,
  type DraftCards,
} from './card-draft.rules.ts';
import { CardFields } from './card-fields.tsx';
import type { DraftFields } from './template-editor.tsx';
import styles from './template-editor.module.css';

interface CardsEditorProps extends DraftFields {
  channelId: string;
  /** The card that is open, from 0. */
  open: number;
  onOpen: (at: number) => void;
  /** Whether something is wrong with a card. */
  isAtFault: (at: number) => boolean;
}

/** The cards of a carousel, one at a time. What they have in common is chosen once. */
export const CardsEditor = ({
  draft,
  change,
  errorOf,
  channelId,
  open,
  onOpen,
  isAtFault,
}: CardsEditorProps) => {
  const { cards } = draft;
  const at = Math.min(open, cards.list.length - 1);
  const card = cards.list[at];
  const put = (next: DraftCards) => change({ cards: next });
  const move = (to: number) => {
    put(withMovedCard(cards, at, to));
    onOpen(to);
  };
  const error = errorOf('cards');
  return (
    <fieldset class={styles.group}>
      <legend class={styles.legend}>Cards</legend>
      <div class={styles.pair}>
        <SelectField
          label="Every card begins with"
          value={cards.format}
          onValue={(value) =>
            put({ ...withoutSamples(cards), format: value === 'VIDEO' ? 'VIDEO' : 'IMAGE' })
          }
          options={[
            { value: 'IMAGE', label: 'An image' },
            { value: 'VIDEO', label: 'A video' },
          ]}
        />
        <label class={styles.check}>
          <input
            type="checkbox"
            checked={cards.haveText}
            onChange={(event) => put({ ...cards, haveText: event.currentTarget.checked })}
          />
          Every card has a text
        </label>
      </div>
      <div class={styles.cardHead}>
        <Tabs
          label="Cards"
          controls="template-card"
          tabs={cards.list.map((_, index) => ({
            id: String(index),
            label: `${isAtFault(index) ? '⚠ ' : ''}${index + 1}`,
          }))}
          value={String(at)}
          onValue={(id) => onOpen(Number(id))}
        />
        <Button
          size="sm"
          icon={Plus}
          disabled={!canAddCard(cards)}
          onClick={() => {
            put(withCard(cards));
            onOpen(cards.list.length);
          }}
        >
          Card
        </Button>
      </div>
      {card !== undefined && (
        <div id="template-card" role="tabpanel" aria-label={`Card ${at + 1}`} class={styles.button}>
          <div class={styles.buttonHead}>
            <span class={styles.buttonKind}>Card {at + 1}</span>
            <IconButton
              icon={ArrowLeft}
              label={`Move card ${at + 1} to the left`}
              size="sm"
              disabled={at === 0}
              onClick={() => move(at - 1)}
            />
            <IconButton
              icon={ArrowRight}
              label={`Move card ${at + 1} to the right`}
              size="sm"
              disabled={at === cards.list.length - 1}
              onClick={() => move(at + 1)}
            />
            <IconButton
              icon={Trash2}
              label={`Remove card ${at + 1}`}
              size="sm"
              disabled={!canRemoveCard(cards)}
              onClick={() => {
                put(withoutCard(cards, at));
                onOpen(Math.max(0, at - 1));
              }}
            />
          </div>
          <CardFields
            key={card.key}
            card={card}
            cards={cards}
            parameterFormat={draft.parameterFormat}
            onCard={(next) => put(withChangedCard(cards, at, next))}
            onCards={put}
            errorOf={(path) => errorOf(`cards.${at}.${path}`)}
            channelId={channelId}
          />
        </div>
      )}
      {error !== undefined && (
        <p class={styles.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
};
