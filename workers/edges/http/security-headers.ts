/** What every answer of the API carries. The dashboard's own pages get theirs from web/public/_headers. */
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  // Browsers heed it over https only.
  'strict-transport-security': 'max-age=31536000',
};
