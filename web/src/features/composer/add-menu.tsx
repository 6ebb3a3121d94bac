import { useRef, useState } from 'preact/hooks';
import {
  Contact,
  Images,
  Paperclip,
  Phone,
  PhoneCall,
  LayoutTemplate,
  List,
  MapPin,
  MapPinned,
  Plus,
  Smartphone,
  SquareArrowOutUpRight,
  SquareMousePointer,
  SquarePen,
} from 'lucide';
import { SENDABLE_MEDIA } from '../../../../workers/contracts/limits.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import type { DialogKind } from './composer-store.ts';

const MEDIA_TYPES = [...SENDABLE_MEDIA.image.mimeTypes, ...SENDABLE_MEDIA.video.mimeTypes].join(',');
const FILE_TYPES = [
  ...new Set(Object.values(SENDABLE_MEDIA).flatMap(({ mimeTypes }) => [...mimeTypes])),
  '.csv',
].join(',');

interface AddMenuProps {
  /** Groups take no interactive messages. Source: Meta, groups. */
  isGroup: boolean;
  onOpen: (kind: DialogKind) => void;
  onFiles: (files: readonly File[]) => void;
}

/** Everything that can be sent besides text. */
export const AddMenu = ({ isGroup, onOpen, onFiles }: AddMenuProps) => {
  const anchor = useRef<HTMLSpanElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const item = (id: DialogKind, label: string, icon: MenuItem['icon'], startsGroup = false): MenuItem => ({
    id,
    label,
    icon,
    startsGroup,
    onSelect: () => onOpen(id),
  });
  const pick = (id: string, label: string, icon: MenuItem['icon'], accept: string): MenuItem => ({
    id,
    label,
    icon,
    onSelect: () => {
      const input = chooser.current;
      if (input === null) return;
      input.accept = accept;
      input.click();
    },
  });
  const interactive = [
    item('buttons', 'Reply buttons', SquareMousePointer, true),
    item('list', 'List of choices', List),
    item('link', 'Link button', SquareArrowOutUpRight),
    item('form', 'Form', SquarePen),
    item('call_button', 'Call button', Phone),
    item('location_request', 'Ask for a location', MapPinned, true),
    item('number_request', 'Ask for a phone number', Smartphone),
    item('call_request', 'Ask to call', PhoneCall),
  ];
  return (
    <span ref={anchor}>
      <IconButton
        icon={Plus}
        label="Add"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      />
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label="Files to send"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // The same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <Menu
        label="Add to the conversation"
        anchor={anchor}
        open={isOpen}
        side="top"
        onClose={() => setIsOpen(false)}
        items={[
          pick('media', 'Photos and videos', Images, MEDIA_TYPES),
          pick('files', 'Documents and other files', Paperclip, FILE_TYPES),
          item('location', 'Location', MapPin, true),
          item('contact', 'Contact', Contact),
          ...(isGroup ? [] : interactive),
          item('template', 'Template', LayoutTemplate, true),
        ]}
      />
    </span>
  );
};
