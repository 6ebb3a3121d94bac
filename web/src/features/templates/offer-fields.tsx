import { TEMPLATE_LIMITS as LIMITS } from '../../../../workers/contracts/template-limits.ts';
import { TextField } from '../../ui/text-field.tsx';
import { withOfferEnds } from './template-draft.rules.ts';
import type { DraftFields } from './template-editor.tsx';
import styles from './template-editor.module.css';

/** What a limited-time offer is called, and whether it counts down. */
export const OfferFields = ({ draft, change, errorOf }: DraftFields) => (
  <>
    <TextField
      label="The offer is called"
      value={draft.offerText}
      onValue={(offerText) => change({ offerText })}
      placeholder="Expiring offer!"
      hint={`${draft.offerText.length} of ${LIMITS.offerCharacters} characters`}
      error={errorOf('offer.text')}
    />
    <label class={styles.check}>
      <input
        type="checkbox"
        checked={draft.offerEnds}
        onChange={(event) => change(withOfferEnds(draft, event.currentTarget.checked))}
      />
      Count down to its end, which is chosen when it is sent
    </label>
  </>
);
