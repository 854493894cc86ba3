import { type Kysely, sql } from "kysely";

/**
 * The original process: which key opened an attempt, since it opens no more than that; when the license agreement was
 * accepted; what the long form asks; and when a license ended before an order extended it.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const openedBy = `
alter table activations
  add column registration_key_id uuid references registration_keys,
  add column license_id uuid references licenses,
  add column agreed_at timestamptz,
  add check (num_nonnulls(registration_key_id, license_id) <= 1)`;

/** Of these nobody knows the key any more. The customer enters it again. */
const forgetKeyless = `
delete from activations using orders
  where orders.id = activations.order_id and orders.process = 'original' and activations.state <> 'activated'`;

const address = `
alter table accounts
  add column address text,
  add column city text,
  add column postal_code text,
  add column state_or_province text`;

const statements = [
  openedBy,
  forgetKeyless,
  address,
  "alter table users add column phone text",
  "alter table order_items add column previous_ends_on date",
];
