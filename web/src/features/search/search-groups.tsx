import type { ComponentChildren } from 'preact';
import { useWorkspace } from '../../app/workspace.ts';
import { Excerpt } from './excerpt-dialog.tsx';
import { FoundMessages } from './found-messages.tsx';
import styles from './search-groups.module.css';

/** While a person searches, the list of conversations becomes the first of two groups: people, then messages. */
export const SearchGroups = ({
  openId,
  children,
}: {
  openId: string | null;
  children: ComponentChildren;
}) => {
  const { inbox } = useWorkspace();
  const { search, channelId } = inbox.query.value;
  const isSearching = search !== '';
  return (
    <div class={styles.groups} data-searching={isSearching ? '' : undefined}>
      <div class={styles.people}>
        {isSearching && <h2 class={styles.title}>People</h2>}
        {children}
      </div>
      {isSearching && <FoundMessages q={search} channelId={channelId} openId={openId} />}
      <Excerpt />
    </div>
  );
};
