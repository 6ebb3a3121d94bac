import { useRef, useState } from 'preact/hooks';
import {
  Contact,
  LayoutTemplate,
  List,
  MapPin,
  MapPinned,
  Plus,
  SquareArrowOutUpRight,
  SquareMousePointer,
} from 'lucide';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import type { DialogKind } from './composer-dialog.tsx';

interface AddMenuProps {
  /** Groups take no interactive messages. Source: Meta, groups. */
  isGroup: boolean;
  onOpen: (kind: DialogKind) => void;
}

/** Everything that can be sent besides text. */
export const AddMenu = ({ isGroup, onOpen }: AddMenuProps) => {
  const anchor = useRef<HTMLSpanElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const item = (id: DialogKind, label: string, icon: MenuItem['icon'], startsGroup = false): MenuItem => ({
    id,
    label,
    icon,
    startsGroup,
    onSelect: () => onOpen(id),
  });
  const interactive = [
    item('buttons', 'Reply buttons', SquareMousePointer, true),
    item('list', 'List of choices', List),
    item('link', 'Link button', SquareArrowOutUpRight),
    item('location_request', 'Ask for a location', MapPinned),
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
      <Menu
        label="Add to the conversation"
        anchor={anchor}
        open={isOpen}
        side="top"
        onClose={() => setIsOpen(false)}
        items={[
          item('location', 'Location', MapPin),
          item('contact', 'Contact', Contact),
          ...(isGroup ? [] : interactive),
          item('template', 'Template', LayoutTemplate, true),
        ]}
      />
    </span>
  );
};
