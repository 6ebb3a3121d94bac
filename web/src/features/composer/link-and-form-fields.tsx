import { META_LIMITS as LIMITS } from '../../../../workers/contracts/limits.ts';
import type { InteractiveFields } from './interactive-dialog.tsx';
import { LimitedField } from './limited-field.tsx';

export const LinkFields = ({ draft, change, wasTried, errorOf }: InteractiveFields) => (
  <>
    <LimitedField
      label="Title of the button"
      value={draft.linkText}
      onValue={(linkText) => change({ linkText })}
      max={LIMITS.callToActionCharacters}
      isRequired
      wasTried={wasTried}
      placeholder="See the table"
    />
    <LimitedField
      label="Address"
      value={draft.url}
      onValue={(url) => change({ url })}
      max={2_048}
      isRequired
      wasTried={wasTried}
      error={errorOf('url')}
      placeholder="https://"
    />
  </>
);

export const FormFields = ({ draft, change, wasTried, errorOf }: InteractiveFields) => (
  <>
    <LimitedField
      label="Title of the button"
      value={draft.formButton}
      onValue={(formButton) => change({ formButton })}
      max={LIMITS.callToActionCharacters}
      isRequired
      wasTried={wasTried}
      placeholder="Book a visit"
    />
    <LimitedField
      label="Id of the form"
      value={draft.formId}
      onValue={(formId) => change({ formId })}
      max={64}
      isRequired
      wasTried={wasTried}
      error={errorOf('formId')}
      placeholder="From WhatsApp Manager, Flows"
    />
    <LimitedField
      label="First screen"
      value={draft.formScreen}
      onValue={(formScreen) => change({ formScreen })}
      max={LIMITS.flowScreenCharacters}
      isRequired={false}
      wasTried={wasTried}
      placeholder="Empty for the form’s own"
    />
  </>
);
