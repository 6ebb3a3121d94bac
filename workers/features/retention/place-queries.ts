import type { DirectoryDb } from '../../platform/db/directory-db.ts';

export interface PlaceRow {
  part: string;
  /** JSON of a key. */
  place: string;
}

export function selectPlaces(db: DirectoryDb, parts: readonly string[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT value AS part FROM json_each(?1))
     SELECT p.part, p.place FROM j CROSS JOIN retention_places p ON p.part = j.part`,
    JSON.stringify(parts),
  );
}

export function placeAt(db: DirectoryDb, places: readonly PlaceRow[]): D1PreparedStatement {
  return db.statement(
    `INSERT INTO retention_places (part, place)
     SELECT value ->> 'part', value ->> 'place' FROM json_each(?1) WHERE true
     ON CONFLICT (part) DO UPDATE SET place = excluded.place WHERE place <> excluded.place`,
    JSON.stringify(places),
  );
}
