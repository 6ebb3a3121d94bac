import { useState } from 'preact/hooks';
import type { Contact } from '../../../../workers/contracts/api/contacts.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ContactListStore } from './contact-list-store.ts';

export const NewContactDialog = ({
  store,
  onSaved,
  onClose,
}: {
  store: ContactListStore;
  onSaved: (contact: Contact) => void;
  onClose: () => void;
}) => {
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const save = async (event: Event) => {
    event.preventDefault();
    setIsBusy(true);
    try {
      onSaved(await store.save(name, phone));
    } catch (thrown) {
      setProblem(asApiProblem(thrown));
      setIsBusy(false);
    }
  };
  const fault = problem?.fields.find(({ path }) => path === 'phone')?.message;
  return (
    <Dialog
      title="New contact"
      description="A number that somebody has already is not made twice: its contact is shown."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="new-contact" busy={isBusy}>
            Save
          </Button>
        </>
      }
    >
      <form id="new-contact" onSubmit={(event) => void save(event)}>
        <TextField label="Name" value={name} onValue={setName} maxLength={120} data-autofocus="" />
        <TextField
          label="Phone"
          value={phone}
          onValue={setPhone}
          maxLength={40}
          type="tel"
          placeholder="+55 11 95555 0100"
          error={fault}
        />
        {fault === undefined && <FormProblem problem={problem} />}
      </form>
    </Dialog>
  );
};
