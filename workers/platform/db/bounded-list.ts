/**
 * SQL for a column that holds a JSON list: with one more entry at its end, which is bound as JSON, and without its oldest
 * when it is full. For statements that write the row anyway: it costs no further row.
 */
export const appended = (column: string, bound: string, maxEntries: number) =>
  `json_insert(iif(json_array_length(${column}) >= ${maxEntries}, json_remove(${column}, '$[0]'),
         coalesce(${column}, '[]')), '$[#]', json(${bound}))`;
