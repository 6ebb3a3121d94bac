import { Component } from 'preact';
import { toneOf } from '../../ui/initials.rules.ts';
import type { BubbleActions } from './bubble-actions.ts';
import { isNotice } from './notices.rules.ts';
import { MessageLine } from './message-line.tsx';
import type { ThreadBlock } from './thread.rules.ts';
import styles from './message-group.module.css';

interface MessageGroupProps {
  group: Extract<ThreadBlock, { kind: 'group' }>;
  actions: BubbleActions;
}

/** One person's messages in a row. Drawn again only when its block is another one: a thread may hold thousands. */
export class MessageGroup extends Component<MessageGroupProps> {
  override shouldComponentUpdate(next: MessageGroupProps): boolean {
    return this.props.group !== next.group || this.props.actions !== next.actions;
  }

  override render({ group, actions }: MessageGroupProps) {
    const [first] = group.items;
    const author =
      first === undefined ||
      (group.isInbound && !actions.isGroup) ||
      (first.kind === 'message' && isNotice(first.message))
        ? null
        : first.kind === 'message'
          ? actions.authorOf(first.message)
          : 'You';
    return (
      <div class={styles.group}>
        {author !== null && (
          <p
            class={styles.author}
            data-inbound={group.isInbound ? '' : undefined}
            data-tone={group.isInbound ? toneOf(group.authorId ?? '') : undefined}
            dir="auto"
          >
            {author}
          </p>
        )}
        {group.items.map((item) => (
          <MessageLine key={item.key} item={item} actions={actions} />
        ))}
      </div>
    );
  }
}
