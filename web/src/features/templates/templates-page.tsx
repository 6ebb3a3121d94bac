import { useEffect, useMemo, useState } from 'preact/hooks';
import { CircleAlert, LayoutTemplate, Plus, RefreshCw } from 'lucide';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { shortAgo } from '../conversations/times.rules.ts';
import { DeleteTemplateDialog } from './delete-template-dialog.tsx';
import { TemplateDialog } from './template-dialog.tsx';
import {
  copyOf,
  draftOf,
  EMPTY_DRAFT,
  inAnotherLanguage,
  type TemplateDraft,
} from './template-draft.rules.ts';
import { TemplateEditor } from './template-editor.tsx';
import { TemplateFilters } from './template-filters.tsx';
import { TemplateList } from './template-list.tsx';
import { languageName } from './template-words.rules.ts';
import { createTemplatesStore, type TemplateGroup } from './templates-store.ts';
import styles from './templates-page.module.css';

/** How often templates under review are looked at again, in milliseconds. */
const REVIEW_LOOK_MS = 8_000;

type Open =
  | { kind: 'none' }
  | { kind: 'shown'; template: Template }
  | { kind: 'editor'; draft: TemplateDraft; channelId: string; edited?: Template; isNameFixed: boolean }
  | { kind: 'delete'; template: Template }
  | { kind: 'delete_all'; group: TemplateGroup };

export const TemplatesPage = () => {
  const { api, channels, can, toast, nowMs, templateChanges } = useWorkspace();
  const store = useMemo(() => createTemplatesStore({ api }), []);
  const [open, setOpen] = useState<Open>({ kind: 'none' });
  const close = () => setOpen({ kind: 'none' });

  // A number that is disconnected has no token to manage templates with.
  const all = channels.channels.value.filter(({ disconnectedAtMs }) => disconnectedAtMs === null);
  /** One channel of each account, or the one that is shown. */
  const accounts = [...new Map(all.map((channel) => [channel.wabaId, channel])).values()].filter(
    ({ wabaId }) => {
      const { channelId } = store.filter.value;
      return channelId === '' || channels.find(channelId)?.wabaId === wabaId;
    },
  );
  const channelOf = (wabaId: string) => all.findLast((one) => one.wabaId === wabaId)?.id ?? '';
  const canWrite = can('templates:write') && all.length > 0;

  useEffect(() => void store.refresh(), [templateChanges.value]);
  const isUnderReview = store.templates.value.some(({ status }) => status === 'PENDING');
  useEffect(() => {
    if (!isUnderReview) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void store.refresh();
    }, REVIEW_LOOK_MS);
    return () => clearInterval(timer);
  }, [isUnderReview]);

  const sync = async () => {
    const { changed, removed, failed } = await store.sync(accounts.map(({ id }) => id));
    for (const { channelId, problem } of failed) {
      const name = accounts.length === 1 ? '' : `${channels.find(channelId)?.name ?? 'A number'}: `;
      toast('danger', `${name}${problem.fields[0]?.message ?? problem.message}`);
    }
    if (failed.length === accounts.length) return;
    const isSame = changed + removed === 0;
    toast('success', isSame ? 'Nothing has changed at Meta.' : `${changed} updated, ${removed} removed.`);
  };
  const write = (draft: TemplateDraft, channelId: string, isNameFixed: boolean) =>
    setOpen({ kind: 'editor', draft, channelId, isNameFixed });
  const edit = (template: Template) => {
    const draft = draftOf(template);
    if (draft === null) return;
    const channelId = channelOf(template.wabaId);
    setOpen({ kind: 'editor', draft, channelId, edited: template, isNameFixed: true });
  };

  const copy = (template: Template) => {
    const draft = draftOf(template);
    if (draft !== null) write(copyOf(draft), channelOf(template.wabaId), false);
  };

  const phase = store.phase.value;
  const groups = store.groups.value;
  const { channelId } = store.filter.value;
  const isFiltered = Object.values(store.filter.value).some((value) => value !== '');
  const progress = store.syncing.value;
  const add = canWrite && (
    <Button
      variant="primary"
      icon={Plus}
      onClick={() => write(EMPTY_DRAFT, channelId === '' ? (all[0]?.id ?? '') : channelId, false)}
    >
      New template
    </Button>
  );
  const synced = store.syncedAtMs.value;
  return (
    <main class={styles.page}>
      <div class={styles.column}>
        <header class={styles.header}>
          <div class={styles.titles}>
            <h1 class={styles.title}>Templates</h1>
            <p class={styles.lead}>
              What can be sent at any time.{' '}
              {synced === null
                ? 'Not yet compared with Meta.'
                : `Compared with Meta: ${agoText(synced, nowMs.value)}.`}
            </p>
          </div>
          <div class={styles.actions}>
            {canWrite && (
              <Button icon={RefreshCw} busy={progress !== null} onClick={() => void sync()}>
                Sync
              </Button>
            )}
            {add}
          </div>
        </header>
        {progress !== null && (
          <output class={styles.progress}>
            <label for="template-sync">
              Comparing with Meta: account {Math.min(progress.done + 1, progress.total)} of {progress.total}
            </label>
            <progress id="template-sync" value={progress.done + 0.5} max={progress.total} />
          </output>
        )}
        <TemplateFilters store={store} channels={all} />
        {phase === 'loading' && (
          <output class={styles.card} aria-label="Loading templates">
            {[0, 1, 2].map((index) => (
              <div key={index} class={styles.row}>
                <Skeleton width="half" />
                <Skeleton width="long" />
              </div>
            ))}
          </output>
        )}
        {phase === 'failed' && (
          <EmptyState
            icon={CircleAlert}
            title="The templates could not be loaded"
            action={<Button onClick={() => void store.refresh()}>Try again</Button>}
          >
            {store.problem.value?.message}
          </EmptyState>
        )}
        {phase === 'ready' && groups.length === 0 && (
          <div class={styles.card}>
            <EmptyState icon={LayoutTemplate} title={isFiltered ? 'No template matches' : 'No template yet'}>
              {isFiltered
                ? 'Change the filters to see others.'
                : 'Sync brings the ones that your account has at Meta.'}
            </EmptyState>
          </div>
        )}
        {groups.length > 0 && (
          <TemplateList
            groups={groups}
            canWrite={canWrite}
            onOpen={(template) => setOpen({ kind: 'shown', template })}
            onAddLanguage={(template) => {
              const draft = draftOf(template);
              if (draft !== null) write(inAnotherLanguage(draft), channelOf(template.wabaId), true);
            }}
            onDeleteAll={(group) => setOpen({ kind: 'delete_all', group })}
          />
        )}
        {store.cursor.value !== null && phase === 'ready' && (
          <Button busy={store.isLoadingMore.value} onClick={() => void store.loadMore()}>
            Show more
          </Button>
        )}
      </div>
      {open.kind === 'shown' && (
        <TemplateDialog
          template={store.templates.value.find(({ id }) => id === open.template.id) ?? open.template}
          canWrite={canWrite}
          onEdit={() => edit(open.template)}
          onCopy={() => copy(open.template)}
          onDelete={() => setOpen({ kind: 'delete', template: open.template })}
          onClose={close}
        />
      )}
      {open.kind === 'editor' && (
        <TemplateEditor
          store={store}
          initial={open.draft}
          channelId={open.channelId}
          edited={open.edited}
          isNameFixed={open.isNameFixed}
          onClose={close}
        />
      )}
      {open.kind === 'delete' && (
        <DeleteTemplateDialog
          what={`${open.template.name} in ${languageName(open.template.language)}`}
          onDelete={() => store.remove(open.template.id)}
          onClose={close}
        />
      )}
      {open.kind === 'delete_all' && (
        <DeleteTemplateDialog
          what={`${open.group.name} in all languages`}
          onDelete={() => store.removeByName(channelOf(open.group.wabaId), open.group.name)}
          onClose={close}
        />
      )}
    </main>
  );
};

const agoText = (atMs: number, nowMs: number): string => {
  const ago = shortAgo(atMs, nowMs);
  return /^\d+\s*[smhd]/.test(ago) ? `${ago} ago` : ago;
};
