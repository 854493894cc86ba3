import { type Kysely, sql } from "kysely";

/** What there is once for a whole database: by which SECRETS_KEY it was filled. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(instance).execute(db);
};

const instance = `
create table instance (
  is_only boolean primary key default true check (is_only),
  secrets_fingerprint bytea not null,
  began_at timestamptz not null
)`;
