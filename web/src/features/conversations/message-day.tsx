import { Component } from 'preact';
import type { BubbleActions } from './bubble-actions.ts';
import { MessageGroup } from './message-group.tsx';
import type { ThreadDay } from './thread.rules.ts';
import styles from './message-day.module.css';

interface MessageDayProps {
  day: ThreadDay;
  name: string;
  actions: BubbleActions;
}

/** One day of a thread. Drawn again only when something in it changed. */
export class MessageDay extends Component<MessageDayProps> {
  override shouldComponentUpdate(next: MessageDayProps): boolean {
    const { day, name, actions } = this.props;
    return day !== next.day || name !== next.name || actions !== next.actions;
  }

  override render({ day, name, actions }: MessageDayProps) {
    return (
      <section aria-label={name}>
        <h3 class={styles.day}>
          <span>{name}</span>
        </h3>
        {day.blocks.map((block) =>
          block.kind === 'unread' ? (
            <p key={block.key} class={styles.unread} data-unread>
              <span>New messages</span>
            </p>
          ) : (
            <MessageGroup key={block.key} group={block} actions={actions} />
          ),
        )}
      </section>
    );
  }
}
