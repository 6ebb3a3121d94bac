import { Component } from 'preact';
import { MessageBubble, PendingBubble, type BubbleActions } from './message-bubble.tsx';
import type { ThreadBlock } from './thread.rules.ts';
import styles from './message-group.module.css';

interface MessageGroupProps {
  group: Extract<ThreadBlock, { kind: 'group' }>;
  author: string | null;
  actions: BubbleActions;
}

/** One person's messages in a row. Drawn again only when its block is another one: a thread may hold thousands. */
export class MessageGroup extends Component<MessageGroupProps> {
  override shouldComponentUpdate(next: MessageGroupProps): boolean {
    const { group, author, actions } = this.props;
    return group !== next.group || author !== next.author || actions !== next.actions;
  }

  override render({ group, author, actions }: MessageGroupProps) {
    return (
      <div class={styles.group} data-inbound={group.isInbound ? '' : undefined}>
        {author !== null && <p class={styles.author}>{author}</p>}
        {group.items.map((item) =>
          item.kind === 'message' ? (
            <MessageBubble key={item.key} message={item.message} actions={actions} />
          ) : (
            <PendingBubble key={item.key} pending={item.pending} actions={actions} />
          ),
        )}
      </div>
    );
  }
}
