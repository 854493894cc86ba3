import { type Kysely, sql } from "kysely";

/** What the console is to know of each account, and how far it knows it. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(consoleAccounts).execute(db);
};

const consoleAccounts = `
create table console_accounts (
  account_id uuid primary key references accounts,
  region text not null check (region in ('US', 'EU', 'JP', 'SG', 'AU', 'IN')),
  version bigint not null,
  delivered_version bigint not null default 0,
  state text not null check (state in ('preparing', 'ready', 'failed')),
  state_since timestamptz not null,
  tries integer not null default 0,
  last_fault text
)`;
