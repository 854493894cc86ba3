import { type Kysely, sql } from "kysely";

/** What the OpenID provider keeps, the keys that it signs with, and the console's sign-in that a portal sign-in interrupts. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const payloads = `
create table oidc_payloads (
  model text not null,
  id_hash bytea not null,
  uid_hash bytea,
  grant_hash bytea,
  sealed bytea not null,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  primary key (model, id_hash)
)`;

const signingKeys = `
create table oidc_signing_keys (
  kid text primary key,
  sealed bytea not null,
  made_at timestamptz not null,
  signs_from timestamptz not null
)`;

const statements = [
  payloads,
  "create index oidc_payloads_uid on oidc_payloads (uid_hash) where uid_hash is not null",
  "create index oidc_payloads_grant on oidc_payloads (grant_hash) where grant_hash is not null",
  "create index oidc_payloads_expiry on oidc_payloads (expires_at)",
  signingKeys,
  "alter table sign_ins add column interaction_uid text",
];
