import { type Kysely, sql } from "kysely";

/** Cases that only the desk can settle, requests for access to an account, and when an activation was last decided on. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const supportCases = `
create table support_cases (
  id uuid primary key,
  number integer not null unique generated always as identity (start with 10001),
  order_id uuid not null references orders,
  activation_id uuid references activations on delete set null,
  reason text not null,
  facts jsonb not null,
  contact text not null,
  state text not null check (state in ('open', 'closed')),
  opened_at timestamptz not null
)`;

const accessRequests = `
create table access_requests (
  id uuid primary key,
  order_id uuid not null references orders,
  account_id uuid not null references accounts,
  asker text not null,
  asker_identity text not null,
  asked_on date not null,
  asked_at timestamptz not null,
  unique (order_id, account_id, asker_identity, asked_on)
)`;

const statements = [
  supportCases,
  "create unique index support_cases_open on support_cases (order_id) where state = 'open'",
  accessRequests,
  "create index access_requests_account on access_requests (account_id, id)",
  "alter table activations add column decided_at timestamptz",
  "create index activations_decided on activations (order_id, decided_at) where decided_at is not null",
];
