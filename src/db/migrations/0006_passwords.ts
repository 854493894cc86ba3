import { type Kysely, sql } from "kysely";

/** What a user's password is checked against: its argon2id hash, sealed, so that a stolen dump cannot even be guessed at. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(passwords).execute(db);
};

const passwords = `
create table passwords (
  user_id uuid primary key references users on delete cascade,
  hash_sealed bytea not null,
  set_at timestamptz not null
)`;
