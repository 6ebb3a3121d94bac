import { useState } from 'preact/hooks';
import type { Contact } from '../../../../workers/contracts/api/contacts.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ContactListStore } from './contact-list-store.ts';

interface NewContactDialogProps {
  store: ContactListStore;
  onSaved: (contact: Contact) => void;
  onClose: () => void;
}

export const NewContactDialog = ({ store, onSaved, onClose }: NewContactDialogProps) => {
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  return (
    <FormDialog
      title="New contact"
      description="A number that somebody has already is not made twice: its contact is shown."
      submit="Save"
      fields={['phone']}
      onSubmit={() => store.save(name, phone).then(onSaved)}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TextField label="Name" value={name} onValue={setName} maxLength={120} autoFocusInDialog />
          <TextField
            label="Phone"
            value={phone}
            onValue={setPhone}
            maxLength={40}
            type="tel"
            placeholder="+55 11 95555 0100"
            error={problem?.fieldError('phone')}
          />
        </>
      )}
    </FormDialog>
  );
};
