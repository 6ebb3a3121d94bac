import { useState } from 'preact/hooks';
import { META_LIMITS as LIMITS } from '../../../../workers/contracts/limits.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TemplatePreview } from '../templates/template-preview.tsx';
import {
  contentOfInteractive,
  EMPTY_INTERACTIVE,
  faultsOfInteractive,
  hasOnlyText,
  type InteractiveDraft,
  type InteractiveKind,
} from './interactive-draft.rules.ts';
import { previewOfInteractive } from './interactive-preview.ts';
import { LimitedField } from './limited-field.tsx';
import { FormFields, LinkFields } from './link-and-form-fields.tsx';
import { ListFields, ListSheet } from './list-fields.tsx';
import { ReplyButtonFields } from './reply-button-fields.tsx';
import type { SendContent } from './composer-store.ts';
import { focusFirstFault } from './focus-first-fault.ts';
import styles from './interactive-dialog.module.css';

/** What the parts of the form get. */
export interface InteractiveFields {
  draft: InteractiveDraft;
  change: (change: Partial<InteractiveDraft>) => void;
  wasTried: boolean;
  errorOf: (path: string) => string | undefined;
}

const TITLES: Record<InteractiveKind, { title: string; description: string }> = {
  buttons: { title: 'Message with buttons', description: 'Up to three answers that the customer can press.' },
  list: { title: 'Message with a list', description: 'Up to ten choices, opened with one button.' },
  link: { title: 'Message with a link button', description: 'A button that opens a page.' },
  form: {
    title: 'Message with a form',
    description: 'A button that opens one of your forms (flows) in the chat. The answers come back here.',
  },
  call_button: {
    title: 'Message with a call button',
    description: 'The customer presses it and calls this number on WhatsApp, for free.',
  },
  number_request: {
    title: 'Ask for a phone number',
    description: 'For customers whose number WhatsApp does not tell. They share it with a press.',
  },
  call_request: {
    title: 'Ask to call',
    description: 'The customer allows you to call them on WhatsApp, once or always.',
  },
  location_request: {
    title: 'Ask for a location',
    description: 'The customer answers with a press, and chooses a place on their phone.',
  },
};

interface InteractiveDialogProps {
  kind: InteractiveKind;
  /** What is written already becomes the text. */
  initialBody: string;
  onSend: SendContent;
  onClose: () => void;
}

export const InteractiveDialog = ({ kind, initialBody, onSend, onClose }: InteractiveDialogProps) => {
  const [draft, setDraft] = useState<InteractiveDraft>({ ...EMPTY_INTERACTIVE, body: initialBody });
  const [wasTried, setWasTried] = useState(false);
  const faults = faultsOfInteractive(kind, draft);
  const change = (next: Partial<InteractiveDraft>) => setDraft((now) => ({ ...now, ...next }));
  const fields: InteractiveFields = {
    draft,
    change,
    wasTried,
    errorOf: (path) => (wasTried ? faults[path] : undefined),
  };
  const submit = () => {
    setWasTried(true);
    if (Object.keys(faults).length > 0) {
      focusFirstFault();
      return;
    }
    onSend(contentOfInteractive(kind, draft), draft.body.trim());
    onClose();
  };
  return (
    <Dialog
      {...TITLES[kind]}
      onClose={onClose}
      extraWide
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="interactive">
            Send
          </Button>
        </>
      }
    >
      <div class={styles.columns}>
        <form
          id="interactive"
          class={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          {!hasOnlyText(kind) && (
            <LimitedField
              label="Header"
              value={draft.header}
              onValue={(header) => change({ header })}
              max={LIMITS.headerCharacters}
              isRequired={false}
              wasTried={wasTried}
            />
          )}
          <LimitedField
            label="Text"
            value={draft.body}
            onValue={(body) => change({ body })}
            max={kind === 'list' ? LIMITS.listBodyCharacters : LIMITS.bodyCharacters}
            isRequired
            wasTried={wasTried}
            rows={4}
            autoFocusInDialog
          />
          {!hasOnlyText(kind) && (
            <LimitedField
              label="Footer"
              value={draft.footer}
              onValue={(footer) => change({ footer })}
              max={LIMITS.footerCharacters}
              isRequired={false}
              wasTried={wasTried}
            />
          )}
          {kind === 'buttons' && <ReplyButtonFields {...fields} />}
          {kind === 'list' && <ListFields {...fields} />}
          {kind === 'link' && <LinkFields {...fields} />}
          {kind === 'form' && <FormFields {...fields} />}
          {kind === 'call_button' && (
            <LimitedField
              label="Title of the button"
              value={draft.callText}
              onValue={(callText) => change({ callText })}
              max={LIMITS.callToActionCharacters}
              isRequired={false}
              wasTried={wasTried}
              placeholder="Call now"
            />
          )}
        </form>
        <div class={styles.preview}>
          <TemplatePreview preview={previewOfInteractive(kind, draft)} />
          {kind === 'list' && <ListSheet draft={draft} />}
        </div>
      </div>
    </Dialog>
  );
};
