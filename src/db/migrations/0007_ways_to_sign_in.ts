import { type Kysely, sql } from "kysely";

/** What passwords, second factors and passkeys need beside the e-mailed code. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const passwordResets = `
create table password_resets (
  id uuid primary key,
  user_id uuid references users on delete cascade,
  token_hash bytea not null unique,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
)`;

const authenticators = `
create table authenticators (
  user_id uuid primary key references users on delete cascade,
  secret_sealed bytea not null,
  set_up_at timestamptz not null,
  confirmed_at timestamptz,
  last_step integer not null default 0
)`;

const recoveryCodes = `
create table recovery_codes (
  user_id uuid not null references users on delete cascade,
  lookup bytea not null,
  used_at timestamptz,
  primary key (user_id, lookup)
)`;

const passkeys = `
create table passkeys (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  added_at timestamptz not null,
  used_at timestamptz
)`;

const usedChallenges = `
create table used_challenges (
  challenge_hash bytea primary key,
  expires_at timestamptz not null
)`;

const statements = [
  passwordResets,
  "create index password_resets_user on password_resets (user_id)",
  "create index password_resets_expiry on password_resets (expires_at)",
  authenticators,
  recoveryCodes,
  passkeys,
  "create index passkeys_user on passkeys (user_id)",
  usedChallenges,
  "create index used_challenges_expiry on used_challenges (expires_at)",
  "alter table users add column signed_in_at timestamptz",
  "alter table sign_ins add column code_sent boolean not null default true",
  "alter table sign_ins add column first_factor text check (first_factor in ('code', 'password'))",
  "alter table sign_ins add column leads_to text check (leads_to in ('account'))",
];
