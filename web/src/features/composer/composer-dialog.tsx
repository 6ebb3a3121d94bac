import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import type { ComposerStore, DialogKind } from './composer-store.ts';
import { ContactCardDialog } from './contact-card-dialog.tsx';
import { InteractiveDialog } from './interactive-dialog.tsx';
import { LocationDialog } from './location-dialog.tsx';
import { TemplateDialog } from './template-dialog.tsx';

interface ComposerDialogProps {
  kind: DialogKind;
  composer: ComposerStore;
  conversation: Conversation;
  onClose: () => void;
}

export const ComposerDialog = ({ kind, composer, conversation, onClose }: ComposerDialogProps) => {
  const given = { onSend: composer.sendContent, onClose };
  switch (kind) {
    case 'template':
      return <TemplateDialog conversation={conversation} {...given} />;
    case 'location':
      return <LocationDialog {...given} />;
    case 'contact':
      return <ContactCardDialog {...given} />;
    default:
      return (
        <InteractiveDialog
          kind={kind}
          initialBody={composer.text.peek()}
          onSend={(content, text) => {
            composer.sendContent(content, text);
            composer.write('');
          }}
          onClose={onClose}
        />
      );
  }
};
