import { useState } from 'preact/hooks';
import type { EventSourceWithAddress } from '../../../../workers/contracts/api/incoming-events.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { EventsStore } from './events-store.ts';

const NOT_SIGNED = 'none';

/** Gives a shop or a form an address. */
export const NewSourceDialog = ({
  events,
  onCreated,
  onClose,
}: {
  events: EventsStore;
  onCreated: (created: EventSourceWithAddress) => void;
  onClose: () => void;
}) => {
  const [name, setName] = useState('');
  const [encoding, setEncoding] = useState(NOT_SIGNED);
  const [header, setHeader] = useState('');
  const [prefix, setPrefix] = useState('');
  const [secret, setSecret] = useState('');
  const isSigned = encoding !== NOT_SIGNED;
  const create = async () => {
    const how = { header, prefix, encoding: encoding === 'hex' ? ('hex' as const) : ('base64' as const) };
    onCreated(
      await events.create({
        name,
        signature: isSigned ? how : null,
        ...(isSigned && secret !== '' ? { secret } : {}),
      }),
    );
  };
  return (
    <FormDialog
      title="New source"
      description="A shop, a course platform or a form that posts events."
      submit="Create"
      fields={['name', 'signature.header', 'secret']}
      onSubmit={create}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TextField
            label="Name"
            value={name}
            onValue={setName}
            maxLength={80}
            placeholder="Course shop"
            autoFocusInDialog
            error={problem?.fieldError('name')}
          />
          <SelectField
            label="Does it sign what it posts?"
            value={encoding}
            onValue={setEncoding}
            hint="With HMAC-SHA256 over the body. The secret address alone is enough where a shop cannot sign."
            options={[
              { value: NOT_SIGNED, label: 'No, the secret address is enough' },
              { value: 'hex', label: 'Yes, in hexadecimal' },
              { value: 'base64', label: 'Yes, in base64' },
            ]}
          />
          {isSigned && (
            <>
              <TextField
                label="Header with the signature"
                value={header}
                onValue={setHeader}
                maxLength={64}
                placeholder="X-Shop-Hmac-Sha256"
                error={problem?.fieldError('signature.header')}
              />
              <TextField
                label="What stands before it"
                value={prefix}
                onValue={setPrefix}
                maxLength={32}
                placeholder="sha256="
                hint="Leave it empty when nothing does."
              />
              <TextField
                label="Secret of the shop"
                type="password"
                autoComplete="off"
                value={secret}
                onValue={setSecret}
                maxLength={256}
                hint="Leave it empty to get one made."
                error={problem?.fieldError('secret')}
              />
            </>
          )}
        </>
      )}
    </FormDialog>
  );
};
