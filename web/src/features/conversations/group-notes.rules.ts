import { readablePhone } from '../contacts/phone.rules.ts';
import { listOf, numberOf, objectOf, textOf } from './content.rules.ts';

export interface GroupNote {
  about: 'group' | 'settings' | 'came' | 'left' | 'stopped';
  words: string;
}

/** Most names in one line. */
const MAX_NAMES = 3;

/** What a note says happened to a group; null for any other note. */
export const groupNoteOf = (part: Record<string, unknown>): GroupNote | null => {
  const subject = textOf(part['subject']);
  const people = peopleOf(part);
  switch (part['type']) {
    case 'group_create':
      return {
        about: 'group',
        words: [`The group ${subject === '' ? '' : `“${subject}” `}was created`, people]
          .filter(Boolean)
          .join(' with '),
      };
    case 'group_delete':
      return { about: 'stopped', words: 'The group was deleted' };
    case 'group_suspend':
      return { about: 'stopped', words: 'WhatsApp suspended the group: nobody can write in it now' };
    case 'group_suspend_cleared':
      return { about: 'group', words: 'WhatsApp opened the group again' };
    case 'group_subject':
      return {
        about: 'settings',
        words: subject === '' ? 'The group’s name was changed' : `The group is now called “${subject}”`,
      };
    case 'group_description': {
      const description = textOf(part['description']);
      return {
        about: 'settings',
        words:
          description === ''
            ? 'The group’s description was changed'
            : `The group’s description is now “${description}”`,
      };
    }
    case 'group_icon':
      return { about: 'settings', words: 'The group’s picture was changed' };
    case 'group_participants_add':
      return {
        about: 'came',
        words: `${people || 'Somebody'} joined${part['reason'] === 'invite_link' ? ' by the invitation link' : ''}`,
      };
    case 'group_participants_remove':
      return {
        about: 'left',
        words:
          part['initiated_by'] === 'participant'
            ? `${people || 'Somebody'} left the group`
            : `${people || 'Somebody'} ${numberOf(part['peopleCount']) === 1 || people === '' ? 'was' : 'were'} removed from the group`,
      };
    case 'group_join_request_created':
      return { about: 'came', words: `${people || 'Somebody'} asks to join the group` };
    case 'group_join_request_revoked':
      return { about: 'left', words: `${people || 'Somebody'} does not ask to join any more` };
    default:
      return null;
  }
};

const peopleOf = (part: Record<string, unknown>): string => {
  const names = listOf(part['people']).map((value) => {
    const { name, phone } = objectOf(value);
    return textOf(name) || (textOf(phone) === '' ? 'somebody' : readablePhone(textOf(phone)));
  });
  const count = numberOf(part['peopleCount']) ?? names.length;
  const shown = names.slice(0, MAX_NAMES);
  const more = count - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  const last = shown.pop();
  if (last === undefined) return '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
};
