import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import { renderTemplate } from '../../../../workers/contracts/template-preview.ts';
import { validateTemplate } from '../../../../workers/contracts/template-rules.ts';
import { sampleValues } from '../../../../workers/contracts/template-variables.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { AuthenticationFields } from './authentication-fields.tsx';
import { withoutSamples } from './card-draft.rules.ts';
import { CardsEditor } from './cards-editor.tsx';
import { MessageButtons } from './message-buttons.tsx';
import { NameFields } from './name-fields.tsx';
import { componentsOfDraft, withCategory, withKind, type TemplateDraft } from './template-draft.rules.ts';
import { TemplatePreview } from './template-preview.tsx';
import { asFormProblem } from './template-problem.ts';
import type { ChosenSample } from './text-draft.rules.ts';
import { TextFields } from './text-fields.tsx';
import type { TemplatesStore } from './templates-store.ts';
import styles from './template-editor.module.css';

/** What every part of the form gets. */
export interface DraftFields {
  draft: TemplateDraft;
  change: (change: Partial<TemplateDraft>) => void;
  /** What is wrong with a field, by its path as the API names it. */
  errorOf: (path: string) => string | undefined;
}

/** Paths that have an input here; Meta may object to something that has none. */
const FIELD =
  /^(name|language|category|offer\.text|footer\.(text|minutes)|cards|(cards\.\d+\.)?(header\.(text|file|samples\.\w+)|body\.(text|samples\.\w+)|buttons(\.\d+\.(text|url|phone_number|flow_id|navigate_screen|sample|autofill_text|zero_tap_terms_accepted|apps(\.\d+\.\w+)?))?))$/;

interface TemplateEditorProps {
  store: TemplatesStore;
  initial: TemplateDraft;
  channelId: string;
  /** The template that is changed; absent for a new one. */
  edited?: Template | undefined;
  /** The name is given: a new language of a template that exists. */
  isNameFixed?: boolean;
  onClose: () => void;
}

export const TemplateEditor = ({
  store,
  initial,
  channelId: firstChannelId,
  edited,
  isNameFixed = false,
  onClose,
}: TemplateEditorProps) => {
  const { toast } = useWorkspace();
  const [draft, setDraft] = useState(initial);
  const [channelId, setChannelId] = useState(firstChannelId);
  const [wasTried, setWasTried] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [sample, setSample] = useState<ChosenSample | null>(null);
  const cards = useRef(draft.cards);
  cards.current = draft.cards;
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = () => (draft === initial ? onClose() : setIsLeaving(true));
  const [openCard, setOpenCard] = useState(0);
  useEffect(
    () => () => {
      for (const card of cards.current.list) if (card.sample !== null) URL.revokeObjectURL(card.sample.url);
    },
    [],
  );
  useEffect(() => () => (sample === null ? undefined : URL.revokeObjectURL(sample.url)), [sample]);

  const components = useMemo(() => componentsOfDraft(draft), [draft]);
  const faults = useMemo(() => validateTemplate({ ...draft, components }), [draft, components]);
  const preview = renderTemplate(components, sampleValues(components));

  const errorOf = (path: string) => {
    const own = wasTried ? faults.find((fault) => fault.path === path)?.message : undefined;
    return own ?? problem?.fields.find((field) => field.path === path)?.message;
  };
  const isCardAtFault = (at: number) =>
    wasTried && [...faults, ...(problem?.fields ?? [])].some(({ path }) => cardAt(path) === at);
  /** The first field at fault, in the card that it is in. */
  const showFirst = (found: readonly { path: string }[]) => {
    const atFault = found.flatMap(({ path }) => cardAt(path) ?? []);
    const [card] = atFault;
    if (card !== undefined && !atFault.includes(openCard)) setOpenCard(card);
    focusFirstFault();
  };
  const change = (next: Partial<TemplateDraft>) => {
    setDraft((now) => ({ ...now, ...next }));
    setProblem(null);
  };

  const submit = async () => {
    setWasTried(true);
    setProblem(null);
    if (faults.length > 0) {
      showFirst(faults);
      return;
    }
    setIsBusy(true);
    try {
      const { name, language, category, parameterFormat } = draft;
      if (edited === undefined) {
        await store.create({ channelId, name, language, category, parameterFormat, components });
      } else {
        await store.edit(edited.id, {
          components,
          ...(category === edited.category ? {} : { category }),
        });
      }
      toast('success', 'Sent to Meta for review.');
      onClose();
    } catch (thrown) {
      const found = asApiProblem(thrown);
      setProblem(found);
      setIsBusy(false);
      showFirst(found.fields);
    }
  };

  /** A sample belongs to the app of its number: another number's needs another. */
  const moveTo = (next: string) => {
    setChannelId(next);
    setSample(null);
    change({ headerHandle: '', cards: withoutSamples(draft.cards) });
  };

  const fields = { draft, change, errorOf };
  const form = (
    <>
      <NameFields
        {...fields}
        channelId={channelId}
        onChannel={moveTo}
        isNew={edited === undefined}
        isNameFixed={isNameFixed || edited !== undefined}
        isCategoryFixed={edited?.status === 'APPROVED'}
        onCategory={(category) => change(withCategory(draft, category))}
        onKind={(kind) => {
          setSample(null);
          change({ ...withKind(draft, kind), headerHandle: '' });
        }}
      />
      {draft.category === 'AUTHENTICATION' ? (
        <AuthenticationFields {...fields} />
      ) : (
        <>
          <TextFields
            {...fields}
            isFormatFixed={edited !== undefined}
            channelId={channelId}
            sample={sample}
            onSample={setSample}
          />
          {draft.kind === 'CAROUSEL' && (
            <CardsEditor
              {...fields}
              channelId={channelId}
              open={openCard}
              onOpen={setOpenCard}
              isAtFault={isCardAtFault}
            />
          )}
          {(draft.kind === 'STANDARD' || draft.kind === 'OFFER') && <MessageButtons {...fields} />}
        </>
      )}
    </>
  );
  const isSaid = problem === null || problem.fields.some(({ path }) => FIELD.test(path));

  return (
    <Dialog
      title={edited === undefined ? 'New template' : 'Edit template'}
      description={
        edited === undefined
          ? 'Meta reviews it before it can be sent, mostly within minutes.'
          : 'Meta reviews it again. An approved template can be edited once a day and ten times a month.'
      }
      extraWide
      onClose={leave}
      footer={
        <>
          <Button onClick={leave}>Cancel</Button>
          <Button variant="primary" type="submit" form="template-editor" busy={isBusy}>
            Send for review
          </Button>
        </>
      }
    >
      <div class={styles.columns}>
        <form
          id="template-editor"
          class={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          {form}
          <FormProblem problem={isSaid ? problem : asFormProblem(problem)} />
        </form>
        <aside class={styles.aside} aria-label="Preview">
          <TemplatePreview
            preview={preview}
            sample={sample}
            cardSamples={draft.cards.list.map((card) => card.sample)}
            openCard={openCard}
          />
        </aside>
      </div>
      {isLeaving && <LeaveDialog onStay={() => setIsLeaving(false)} onLeave={onClose} />}
    </Dialog>
  );
};

/** The card that a path leads into. */
const cardAt = (path: string): number | undefined => {
  const at = /^cards\.(\d+)\./.exec(path)?.[1];
  return at === undefined ? undefined : Number(at);
};

const focusFirstFault = () =>
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('#template-editor [aria-invalid="true"]')?.focus(),
  );

/** One careless Escape does not cost what somebody wrote. */
const LeaveDialog = ({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) => (
  <Dialog
    title="Discard this template?"
    onClose={onStay}
    footer={
      <>
        <Button onClick={onStay} data-autofocus="">
          Keep writing
        </Button>
        <Button variant="danger" onClick={onLeave}>
          Discard
        </Button>
      </>
    }
  >
    What you wrote has not been sent to Meta.
  </Dialog>
);
