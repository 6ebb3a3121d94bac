import { Component, createRef } from 'preact';
import { toneOf } from '../../ui/initials.rules.ts';
import type { BubbleActions } from './bubble-actions.ts';
import { MessageBubble } from './message-bubble.tsx';
import { PendingBubble } from './pending-bubble.tsx';
import { watchNearness } from './nearness.ts';
import type { ThreadBlock } from './thread.rules.ts';
import styles from './message-group.module.css';

interface MessageGroupProps {
  group: Extract<ThreadBlock, { kind: 'group' }>;
  actions: BubbleActions;
}

/**
 * One person's messages in a row. Drawn again only when its block is another one: a thread may hold thousands. Far from
 * the screen only its height is kept, message by message, so that nothing moves and every message can still be found.
 */
export class MessageGroup extends Component<MessageGroupProps, { heights: readonly number[] | null }> {
  override state = { heights: null };
  readonly #element = createRef<HTMLDivElement>();
  #stopWatching: (() => void) | null = null;

  override componentDidMount() {
    const element = this.#element.current;
    if (element === null) return;
    this.#stopWatching = watchNearness(element, (isNear) => {
      if (isNear) this.setState({ heights: null });
      else this.#rest();
    });
  }

  override componentWillUnmount() {
    this.#stopWatching?.();
  }

  override shouldComponentUpdate(next: MessageGroupProps, nextState: { heights: readonly number[] | null }) {
    const { group, actions } = this.props;
    return group !== next.group || actions !== next.actions || nextState.heights !== this.state.heights;
  }

  #rest() {
    const element = this.#element.current;
    if (element === null || element.contains(document.activeElement)) return;
    const lines = [...element.querySelectorAll<HTMLElement>(':scope > [data-line]')];
    this.setState({ heights: lines.map((line) => line.offsetHeight) });
  }

  override render({ group, actions }: MessageGroupProps, { heights }: { heights: readonly number[] | null }) {
    const [first] = group.items;
    const author =
      first === undefined || (group.isInbound && !actions.isGroup)
        ? null
        : first.kind === 'message'
          ? actions.authorOf(first.message)
          : 'You';
    // A changed group is drawn whole: what it measured is of another one.
    const isResting = heights !== null && heights.length === group.items.length;
    return (
      <div class={styles.group} ref={this.#element} data-inbound={group.isInbound ? '' : undefined}>
        {author !== null && (
          <p
            class={styles.author}
            data-tone={group.isInbound ? toneOf(group.authorId ?? '') : undefined}
            dir="auto"
          >
            {author}
          </p>
        )}
        {group.items.map((item, index) => (
          <div
            key={item.key}
            class={styles.line}
            data-line
            data-message={item.kind === 'message' ? item.message.id : undefined}
            tabIndex={-1}
            style={isResting ? { height: `${heights[index] ?? 0}px` } : { height: '' }}
          >
            {isResting ? null : item.kind === 'message' ? (
              <MessageBubble message={item.message} actions={actions} />
            ) : (
              <PendingBubble pending={item.pending} actions={actions} />
            )}
          </div>
        ))}
      </div>
    );
  }
}
