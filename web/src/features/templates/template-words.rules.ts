import type { Template } from '../../../../workers/contracts/api/templates.ts';
import type { BadgeTone } from '../../ui/badge.tsx';

interface Word {
  label: string;
  tone: BadgeTone;
}

const STATUSES: Record<string, Word> = {
  APPROVED: { label: 'Approved', tone: 'success' },
  PENDING: { label: 'In review', tone: 'accent' },
  IN_APPEAL: { label: 'In appeal', tone: 'accent' },
  REJECTED: { label: 'Rejected', tone: 'danger' },
  PAUSED: { label: 'Paused', tone: 'warning' },
  FLAGGED: { label: 'Flagged', tone: 'warning' },
  DISABLED: { label: 'Disabled', tone: 'danger' },
  PENDING_DELETION: { label: 'Being deleted', tone: 'neutral' },
  ARCHIVED: { label: 'Archived', tone: 'neutral' },
  LIMIT_EXCEEDED: { label: 'Limit exceeded', tone: 'warning' },
  LOCKED: { label: 'Locked', tone: 'neutral' },
};

const QUALITIES: Record<string, Word> = {
  GREEN: { label: 'High quality', tone: 'success' },
  YELLOW: { label: 'Medium quality', tone: 'warning' },
  RED: { label: 'Low quality', tone: 'danger' },
};

/** Meta's reasons, in plain words. Source: Meta, template status webhook. */
const REASONS: Record<string, string> = {
  ABUSIVE_CONTENT: 'Meta finds its content abusive.',
  INCORRECT_CATEGORY: 'It does not fit its category.',
  INVALID_FORMAT: 'Its format is not right, for example its variables.',
  PROMOTIONAL: 'It is advertising, and its category is not marketing.',
  SCAM: 'Meta takes it for a scam.',
  TAG_CONTENT_MISMATCH: 'Its language or category does not match its content.',
  FIRST_PAUSE: 'Too many people disliked it: paused for three hours.',
  SECOND_PAUSE: 'Too many people disliked it again: paused for six hours.',
  RATE_LIMITING_PAUSE: 'It was sent too fast for its quality.',
};

const CATEGORIES: Record<string, string> = {
  MARKETING: 'Marketing',
  UTILITY: 'Utility',
  AUTHENTICATION: 'Authentication',
};

export const STATUS_FILTERS = [
  { value: '', label: 'Every status' },
  ...['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED'].map((value) => ({
    value,
    label: STATUSES[value]?.label ?? value,
  })),
];

/** Meta's word, as people write it. */
export const plainWord = (word: string): string =>
  (word.charAt(0) + word.slice(1).toLowerCase()).replaceAll('_', ' ');

export const statusWord = (status: string): Word =>
  STATUSES[status] ?? { label: plainWord(status), tone: 'neutral' };
export const qualityWord = (quality: string): Word | null => QUALITIES[quality] ?? null;
export const categoryWord = (category: string): string => CATEGORIES[category] ?? plainWord(category);

/** Why it is not approved, or null where nothing is said. */
export const reasonOf = ({ statusReason, statusDetail }: Template): string | null => {
  if (statusDetail !== null) return statusDetail;
  return statusReason === null ? null : (REASONS[statusReason] ?? `${plainWord(statusReason)}.`);
};

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

/** `pt_BR` as people say it. */
export const languageName = (code: string): string => {
  try {
    return languageNames.of(code.replace('_', '-')) ?? code;
  } catch {
    return code;
  }
};

/** Languages that Meta takes. Source: Meta, supported languages of templates. */
const LANGUAGES =
  'af sq ar az be_BY bn bg ca zh_CN zh_HK zh_TW hr cs da nl en en_GB en_US et fil fi fr ka de el gu ha he hi hu id ga it ja kn kk rw_RW ko ky_KG lo lv lt mk ms ml mr nb fa pl pt_BR pt_PT pa ro ru sr si_LK sk sl es es_AR es_ES es_MX sw sv ta te th tr uk ur uz vi zu';

export const LANGUAGE_OPTIONS = LANGUAGES.split(' ')
  .map((value) => ({ value, label: languageName(value) }))
  .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));
