import { useEffect, useMemo, useState } from 'preact/hooks';
import { ArrowLeft } from 'lucide';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import { renderTemplate } from '../../../../workers/contracts/template-preview.ts';
import { asApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { categoryWord, languageName } from '../templates/template-words.rules.ts';
import { momentText } from '../conversations/times.rules.ts';
import { contactTitle } from '../contacts/phone.rules.ts';
import type { SendContent } from './composer-store.ts';
import { focusFirstFault } from './focus-first-fault.ts';
import { createTemplateChoiceStore } from './template-choice-store.ts';
import { TemplateChoice } from './template-choice.tsx';
import { TemplateFillForm } from './template-fill-form.tsx';
import {
  contentOfTemplate,
  EMPTY_FILL,
  faultsOfFill,
  obviousValues,
  templateValues,
  unsendableReason,
  type TemplateFill,
} from './template-fill.rules.ts';

interface TemplateDialogProps {
  conversation: Conversation;
  onSend: SendContent;
  onClose: () => void;
}

/** What WhatsApp does not show in groups. Source: Meta, groups: text and media templates. */
const INTERACTIVE = new Set(['BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER', 'CALL_PERMISSION_REQUEST']);
const isInteractive = ({ components }: Template) => components.some(({ type }) => INTERACTIVE.has(type));

/** Chooses an approved template, fills it in and sends it. */
export const TemplateDialog = ({ conversation, onSend, onClose }: TemplateDialogProps) => {
  const { api, contacts, nowMs, can, toast } = useWorkspace();
  const isGroup = conversation.contact.kind === 'group';
  const store = useMemo(
    () =>
      createTemplateChoiceStore({
        api,
        channelId: conversation.channelId,
        isOffered: (template) => !isGroup || !isInteractive(template),
      }),
    [],
  );
  const [template, setTemplate] = useState<Template | null>(null);
  const [fill, setFill] = useState<TemplateFill>(EMPTY_FILL);
  const [wasTried, setWasTried] = useState(false);
  useEffect(() => {
    void store.load();
    void contacts.load(conversation.contact.id);
  }, []);
  const { name } = conversation.contact;
  const optedOutAtMs = contacts.contacts.value.get(conversation.contact.id)?.marketingOptOutAtMs ?? null;

  const choose = (chosen: Template) => {
    setTemplate(chosen);
    setWasTried(false);
    setFill({ ...EMPTY_FILL, values: obviousValues(chosen.components, isGroup ? null : name) });
  };
  const sync = () =>
    void store.sync().catch((thrown: unknown) => {
      const { fields, message } = asApiProblem(thrown);
      toast('danger', fields[0]?.message ?? message);
    });
  const blocked =
    template === null
      ? null
      : (unsendableReason(template) ??
        (template.category === 'MARKETING' && optedOutAtMs !== null
          ? `${contactTitle(conversation.contact)} wants no marketing since ${momentText(optedOutAtMs, nowMs.value)}. Choose a utility template, or ask first.`
          : null));
  const submit = () => {
    if (template === null || blocked !== null) return;
    setWasTried(true);
    if (Object.keys(faultsOfFill(template, fill, nowMs.value)).length > 0) {
      focusFirstFault();
      return;
    }
    const { body } = renderTemplate(template.components, templateValues(template, fill));
    onSend(contentOfTemplate(template, fill), body);
    onClose();
  };

  return (
    <Dialog
      title={template === null ? 'Send a template' : template.name}
      description={
        template === null
          ? 'Approved by WhatsApp; can be sent at any time.'
          : `${categoryWord(template.category)}, ${languageName(template.language)}`
      }
      onClose={onClose}
      extraWide
      footer={
        template === null ? (
          <Button onClick={onClose}>Cancel</Button>
        ) : (
          <>
            <Button icon={ArrowLeft} onClick={() => setTemplate(null)}>
              Another template
            </Button>
            <Button variant="primary" type="submit" form="template-fill" disabled={blocked !== null}>
              Send
            </Button>
          </>
        )
      }
    >
      {template === null ? (
        <TemplateChoice
          store={store}
          isOptedOut={optedOutAtMs !== null}
          onChoose={choose}
          onSync={can('templates:write') ? sync : null}
        />
      ) : (
        <TemplateFillForm
          template={template}
          fill={fill}
          onFill={(change) => setFill((now) => ({ ...now, ...change }))}
          faults={wasTried ? faultsOfFill(template, fill, nowMs.value) : {}}
          blocked={blocked}
          onSubmit={submit}
        />
      )}
    </Dialog>
  );
};
