import { useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { SendContent } from './composer-store.ts';
import { focusFirstFault } from './focus-first-fault.ts';
import { LimitedField } from './limited-field.tsx';
import {
  contentOfLocation,
  faultsOfLocation,
  PLACE_CHARACTERS,
  readPlace,
  type LocationDraft,
} from './location.rules.ts';
import styles from './small-form.module.css';

export const LocationDialog = ({ onSend, onClose }: { onSend: SendContent; onClose: () => void }) => {
  const [draft, setDraft] = useState<LocationDraft>({ latitude: '', longitude: '', name: '', address: '' });
  const [pasted, setPasted] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const faults = faultsOfLocation(draft);
  const change = (next: Partial<LocationDraft>) => setDraft((now) => ({ ...now, ...next }));
  const place = readPlace(pasted);
  const submit = () => {
    setWasTried(true);
    if (Object.keys(faults).length > 0) {
      focusFirstFault();
      return;
    }
    onSend(contentOfLocation(draft), draft.name.trim() || draft.address.trim() || 'Location');
    onClose();
  };
  return (
    <Dialog
      title="Send a location"
      description="The customer sees it on a map."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="location">
            Send
          </Button>
        </>
      }
    >
      <form
        id="location"
        class={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label="Map link or coordinates"
          value={pasted}
          onValue={(text) => {
            setPasted(text);
            const found = readPlace(text);
            if (found !== null) change(found);
          }}
          maxLength={2_048}
          placeholder="Paste a link, or -23.5614, -46.6559"
          autoFocusInDialog
          error={
            pasted.trim() !== '' && place === null
              ? 'No coordinates in it. Short links hide them: open the link, and copy the long address.'
              : undefined
          }
        />
        <div class={styles.pair}>
          <TextField
            label="Latitude"
            value={draft.latitude}
            onValue={(latitude) => change({ latitude })}
            maxLength={24}
            error={wasTried ? faults.latitude : undefined}
          />
          <TextField
            label="Longitude"
            value={draft.longitude}
            onValue={(longitude) => change({ longitude })}
            maxLength={24}
            error={wasTried ? faults.longitude : undefined}
          />
        </div>
        <LimitedField
          label="Name"
          value={draft.name}
          onValue={(name) => change({ name })}
          max={PLACE_CHARACTERS}
          isRequired={false}
          wasTried={wasTried}
          placeholder="Casa Aurora, showroom"
        />
        <LimitedField
          label="Address"
          value={draft.address}
          onValue={(address) => change({ address })}
          max={PLACE_CHARACTERS}
          isRequired={false}
          wasTried={wasTried}
        />
      </form>
    </Dialog>
  );
};
