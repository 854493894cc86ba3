import { type Kysely, sql } from "kysely";

/** What was told of licenses that end, whom to leave alone, and the indexes of the products page and of the digests. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const digests = `
create table expiry_digests (
  id uuid primary key,
  account_id uuid not null references accounts,
  day date not null,
  unique (account_id, day)
)`;

/** One row for a license, an end and a step: the database says "never twice", too. */
const reminders = `
create table expiry_reminders (
  license_id uuid not null references licenses,
  ends_on date not null,
  step integer not null check (step in (90, 60, 30, 7, -1)),
  digest_id uuid not null references expiry_digests,
  primary key (license_id, ends_on, step)
)`;

/** Users who turned these mails off. */
const mailsOff = `
create table expiry_mails_off (
  user_id uuid primary key references users on delete cascade,
  since timestamptz not null
)`;

const statements = [
  mailsOff,
  digests,
  reminders,
  "create index expiry_reminders_digest on expiry_reminders (digest_id)",
  "drop index licenses_account",
  "create index licenses_account on licenses (account_id, ends_on, id) include (sku, starts_on, converted_to)",
  "create index licenses_ending on licenses (ends_on, account_id) where account_id is not null and converted_to is null",
  "create index licenses_converted_to on licenses (converted_to) where converted_to is not null",
  "create index if not exists orders_certificate_number on orders (certificate_number)",
];
