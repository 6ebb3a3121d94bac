import { useState } from 'preact/hooks';
import type { EventSourceWithAddress } from '../../../../workers/contracts/api/incoming-events.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { EventsStore } from './events-store.ts';
import styles from './events-page.module.css';

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
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isSigned = encoding !== NOT_SIGNED;
  const create = async () => {
    setIsBusy(true);
    setProblem(null);
    const how = { header, prefix, encoding: encoding === 'hex' ? ('hex' as const) : ('base64' as const) };
    try {
      onCreated(
        await events.create({
          name,
          signature: isSigned ? how : null,
          ...(isSigned && secret !== '' ? { secret } : {}),
        }),
      );
    } catch (thrown) {
      setProblem(asApiProblem(thrown));
      setIsBusy(false);
    }
  };
  return (
    <Dialog
      title="New source"
      description="A shop, a course platform or a form that posts events."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="new-source" busy={isBusy}>
            Create
          </Button>
        </>
      }
    >
      <form
        id="new-source"
        class={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
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
        <FormProblem problem={problem} saidBeside={['name', 'signature.header', 'secret']} />
      </form>
    </Dialog>
  );
};
