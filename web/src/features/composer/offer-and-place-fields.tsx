import { TextField } from '../../ui/text-field.tsx';
import { PLACE_CHARACTERS } from './location.rules.ts';
import type { TemplateFill } from './template-fill.rules.ts';

interface PartFieldsProps {
  fill: TemplateFill;
  onFill: (change: Partial<TemplateFill>) => void;
  error: string | undefined;
}

/** The place that a template begins with. */
export const HeaderPlace = ({ fill, onFill, error }: PartFieldsProps) => (
  <>
    <TextField
      label="Place of the header"
      value={fill.place}
      onValue={(place) => onFill({ place })}
      maxLength={2_048}
      placeholder="A map link, or -23.5614, -46.6559"
      error={error}
    />
    <TextField
      label="Its name (optional)"
      value={fill.placeName}
      onValue={(placeName) => onFill({ placeName })}
      maxLength={PLACE_CHARACTERS}
    />
    <TextField
      label="Its address (optional)"
      value={fill.placeAddress}
      onValue={(placeAddress) => onFill({ placeAddress })}
      maxLength={PLACE_CHARACTERS}
    />
  </>
);

/** When the customer's countdown ends. */
export const OfferEnd = ({ fill, onFill, error }: PartFieldsProps) => (
  <TextField
    label="The offer ends"
    type="datetime-local"
    value={fill.offerEnd}
    onValue={(offerEnd) => onFill({ offerEnd })}
    error={error}
  />
);
