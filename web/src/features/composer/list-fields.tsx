import { Plus, Trash2 } from 'lucide';
import { META_LIMITS as LIMITS } from '../../../../workers/contracts/limits.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import type { InteractiveFields } from './interactive-dialog.tsx';
import { EMPTY_ROW, rowCount, type InteractiveDraft, type ListSection } from './interactive-draft.rules.ts';
import { LimitedField } from './limited-field.tsx';
import styles from './interactive-dialog.module.css';

export const ListFields = ({ draft, change, wasTried, errorOf }: InteractiveFields) => {
  const { sections } = draft;
  const hasRoom = rowCount(sections) < LIMITS.listRows;
  const setSection = (at: number, next: Partial<ListSection>) => {
    const section = sections[at];
    if (section !== undefined) change({ sections: sections.with(at, { ...section, ...next }) });
  };
  return (
    <>
      <LimitedField
        label="Title of the button"
        value={draft.listButton}
        onValue={(listButton) => change({ listButton })}
        max={LIMITS.listButtonCharacters}
        isRequired
        wasTried={wasTried}
        placeholder="Choose a time"
      />
      {sections.map((section, at) => (
        <fieldset key={at} class={styles.group} aria-label={`Section ${at + 1}`}>
          <div class={styles.line}>
            <LimitedField
              label={sections.length === 1 ? 'Title of the section' : `Title of section ${at + 1}`}
              value={section.title}
              onValue={(title) => setSection(at, { title })}
              max={LIMITS.listSectionTitleCharacters}
              isRequired={sections.length > 1}
              wasTried={wasTried}
              error={errorOf(`sections.${at}.title`)}
            />
            {sections.length > 1 && (
              <IconButton
                icon={Trash2}
                label={`Remove section ${at + 1}`}
                onClick={() => change({ sections: sections.toSpliced(at, 1) })}
              />
            )}
          </div>
          {section.rows.map((row, index) => (
            <fieldset key={index} class={styles.choice} aria-label={`Choice ${index + 1}`}>
              <div class={styles.line}>
                <LimitedField
                  label={`Choice ${index + 1}`}
                  value={row.title}
                  onValue={(title) => setSection(at, { rows: section.rows.with(index, { ...row, title }) })}
                  max={LIMITS.listRowTitleCharacters}
                  isRequired
                  wasTried={wasTried}
                />
                {section.rows.length > 1 && (
                  <IconButton
                    icon={Trash2}
                    label={`Remove choice ${index + 1}`}
                    onClick={() => setSection(at, { rows: section.rows.toSpliced(index, 1) })}
                  />
                )}
              </div>
              <LimitedField
                label="Description"
                value={row.description}
                onValue={(description) =>
                  setSection(at, { rows: section.rows.with(index, { ...row, description }) })
                }
                max={LIMITS.listRowDescriptionCharacters}
                isRequired={false}
                wasTried={wasTried}
              />
            </fieldset>
          ))}
          {hasRoom && (
            <Button
              size="sm"
              icon={Plus}
              onClick={() => setSection(at, { rows: [...section.rows, EMPTY_ROW] })}
            >
              Add a choice
            </Button>
          )}
        </fieldset>
      ))}
      <div class={styles.more}>
        {hasRoom && sections.length < LIMITS.listSections && (
          <Button
            size="sm"
            icon={Plus}
            onClick={() => change({ sections: [...sections, { title: '', rows: [EMPTY_ROW] }] })}
          >
            Add a section
          </Button>
        )}
        <span class={styles.count}>
          {rowCount(sections)} of {LIMITS.listRows} choices
        </span>
      </div>
    </>
  );
};

/** What opens when the customer presses the button. */
export const ListSheet = ({ draft }: { draft: InteractiveDraft }) => (
  <figure class={styles.sheet} aria-label="Preview of the opened list">
    <p class={styles.sheetTitle}>{draft.listButton || 'Open the list'}</p>
    {draft.sections.map((section, at) => (
      <div key={at} class={styles.sheetSection}>
        {section.title.trim() !== '' && <p class={styles.sheetName}>{section.title}</p>}
        {section.rows.map((row, index) => (
          <p key={index} class={styles.sheetRow}>
            <span>
              {row.title || `Choice ${index + 1}`}
              {row.description.trim() !== '' && <small>{row.description}</small>}
            </span>
            <i />
          </p>
        ))}
      </div>
    ))}
  </figure>
);
