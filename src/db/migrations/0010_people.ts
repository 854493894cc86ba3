import { type Kysely, sql } from "kysely";

/**
 * The people of an account: who is invited, who was removed, who asks for access and how that was answered, and changes
 * of e-mail that wait for their proof. An account has one owner.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const invitations = `
create table invitations (
  id uuid primary key,
  account_id uuid not null references accounts,
  email text not null,
  email_identity text not null,
  role text not null check (role in ('admin', 'viewer')),
  language text not null,
  invited_by uuid not null,
  token_hash bytea not null unique,
  invited_at timestamptz not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_reason text check (ended_reason in ('accepted', 'withdrawn')),
  check ((ended_at is null) = (ended_reason is null))
)`;

const emailChanges = `
create table email_changes (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  old_email text not null,
  email text not null,
  email_identity text not null,
  known_user boolean not null,
  wrong_codes integer not null default 0,
  asked_at timestamptz not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_reason text check (ended_reason in ('changed', 'too_many_codes', 'replaced')),
  check ((ended_at is null) = (ended_reason is null))
)`;

/** Who did what is told by address also after they are gone. */
const formerUsers = `
create table former_users (
  id uuid primary key,
  account_id uuid not null references accounts,
  email text not null,
  removed_at timestamptz not null
)`;

const answers = `
alter table access_requests
  add column language text not null default 'en',
  add column answer text check (answer in ('let_in', 'declined')),
  add column answered_by uuid,
  add column answered_at timestamptz,
  add check ((answer is null) = (answered_at is null))`;

/** An event is an account's when it is about the account, or names it in its data. */
const accountOfEvent = "(case when subject like 'account:%' then substr(subject, 9) else data ->> 'accountId' end)";

const statements = [
  invitations,
  "create unique index invitations_open on invitations (account_id, email_identity) where ended_at is null",
  "create index invitations_expiry on invitations (expires_at)",
  emailChanges,
  "create index email_changes_user on email_changes (user_id, asked_at)",
  "create index email_changes_expiry on email_changes (expires_at)",
  formerUsers,
  "create index former_users_account on former_users (account_id)",
  answers,
  "create unique index users_owner on users (account_id) where role = 'owner'",
  // Who activated an order is kept as an id: the user may be removed.
  "alter table activations drop constraint activations_activated_by_fkey",
  `create index audit_events_account on audit_events (${accountOfEvent}, entry)`,
  "alter table sign_ins drop constraint sign_ins_leads_to_check",
  "alter table sign_ins add constraint sign_ins_leads_to_check check (leads_to in ('account', 'account/profile', 'account/users', 'account/activity'))",
];
