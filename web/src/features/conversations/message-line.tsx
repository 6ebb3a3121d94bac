import { Component, createRef } from 'preact';
import type { BubbleActions } from './bubble-actions.ts';
import { MessageBubble } from './message-bubble.tsx';
import { watchNearness } from './nearness.ts';
import { PendingBubble } from './pending-bubble.tsx';
import type { ThreadItem } from './thread.rules.ts';
import styles from './message-group.module.css';

interface MessageLineProps {
  item: ThreadItem;
  actions: BubbleActions;
}

interface Resting {
  /** Kept while it is far from the screen; null while it is drawn. */
  heightPx: number | null;
}

/**
 * The place of one message. Far from the screen only its height is kept, so that a thread of thousands stays light,
 * nothing moves, and every message can still be found and scrolled to.
 */
export class MessageLine extends Component<MessageLineProps, Resting> {
  override state: Resting = { heightPx: null };
  readonly #element = createRef<HTMLDivElement>();
  #stopWatching: (() => void) | null = null;

  override componentDidMount() {
    const element = this.#element.current;
    if (element === null) return;
    this.#stopWatching = watchNearness(element, (isNear, heightPx) => {
      if (isNear) this.setState({ heightPx: null });
      else if (!element.contains(document.activeElement)) this.setState({ heightPx });
    });
  }

  override componentWillUnmount() {
    this.#stopWatching?.();
  }

  override shouldComponentUpdate(next: MessageLineProps, nextState: Resting): boolean {
    const { item, actions } = this.props;
    return item !== next.item || actions !== next.actions || nextState.heightPx !== this.state.heightPx;
  }

  override render({ item, actions }: MessageLineProps, { heightPx }: Resting) {
    return (
      <div
        ref={this.#element}
        class={styles.line}
        data-message={item.kind === 'message' ? item.message.id : undefined}
        tabIndex={-1}
        style={{ height: heightPx === null ? '' : `${heightPx}px` }}
      >
        {heightPx !== null ? null : item.kind === 'message' ? (
          <MessageBubble message={item.message} actions={actions} />
        ) : (
          <PendingBubble pending={item.pending} actions={actions} />
        )}
      </div>
    );
  }
}
