/** A company with one number, as the tenant and directory tables hold it. */
export interface Company {
  id: string;
  channelId: string;
  phoneNumberId: string;
}

/** The nth company, with its number connected to the deployment's own Meta app. */
export async function createCompany(
  databases: { directory: D1Database; tenant: D1Database },
  n: number,
  accessTokenSealed = 'never opened',
): Promise<Company> {
  const company = {
    id: idOf('co', n),
    channelId: idOf('ch', n),
    phoneNumberId: String(770_000_000_000_000 + n),
  };
  const wabaId = `8${company.phoneNumberId}`;
  const { directory, tenant } = databases;
  await directory.batch([
    directory
      .prepare('INSERT INTO companies (id, slug, name, created_at_ms) VALUES (?, ?, ?, ?)')
      .bind(company.id, `company-${n}`, `Company ${n}`, Date.now()),
    directory
      .prepare(
        `INSERT INTO channel_routes (phone_number_id, waba_id, app, company_id, channel_id)
         VALUES (?, ?, 'deployment', ?, ?)`,
      )
      .bind(company.phoneNumberId, wabaId, company.id, company.channelId),
  ]);
  await tenant
    .prepare(
      `INSERT INTO channels (company_id, id, kind, name, phone_number_id, waba_id, display_phone_number, app,
                             access_token_sealed, created_at_ms)
       VALUES (?, ?, 'cloud', 'A number', ?, ?, '+1 555 010 0000', 'deployment', ?, ?)`,
    )
    .bind(company.id, company.channelId, company.phoneNumberId, wabaId, accessTokenSealed, Date.now())
    .run();
  return company;
}

/** The nth id of a kind, in the shape that the contracts ask for. */
export function idOf(prefix: string, n: number): string {
  return `${prefix}_${String(n).padStart(26, '0')}`;
}
