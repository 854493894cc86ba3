import { type Kysely, sql } from "kysely";

/** The first schema. State and role names repeat those of policy/ as check constraints. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const catalogue = `
create table products (
  sku text primary key,
  name_en text not null,
  name_ja text not null,
  kind text not null check (kind in ('on_premises', 'saas', 'xdr_add_on')),
  saas_family text,
  in_console boolean not null,
  adds_to text,
  region text,
  unit text not null,
  key_prefix text not null check (key_prefix ~ '^[A-Z]{2}$'),
  check (kind <> 'xdr_add_on' or saas_family is null)
)`;

const accounts = `
create table accounts (
  id uuid primary key,
  login_id text,
  company text not null,
  company_key text not null,
  country text not null,
  customer_number text,
  language text not null,
  time_zone text not null,
  origin text not null check (origin in ('account_based', 'original', 'import')),
  import_digest bytea,
  created_at timestamptz not null
)`;

const users = `
create table users (
  id uuid primary key,
  account_id uuid not null references accounts,
  email text not null,
  email_identity text not null unique,
  email_domain text not null,
  email_verified_at timestamptz,
  role text not null check (role in ('owner', 'admin', 'viewer')),
  first_name text,
  last_name text,
  language text not null,
  created_at timestamptz not null
)`;

const orders = `
create table orders (
  id uuid primary key,
  order_number text not null unique,
  certificate_number text not null,
  type text not null check (type in ('new', 'renewal')),
  channel text not null check (channel in ('traditional', 'direct', 'msp', 'marketplace')),
  purchased_at timestamptz not null,
  region text not null check (region in ('US', 'EU', 'JP', 'SG', 'AU', 'IN')),
  reseller_name text not null,
  customer_number text not null,
  company text not null,
  company_key text not null,
  country text not null,
  contact_name text not null,
  contact_email text not null,
  process text not null check (process in ('account_based', 'original')),
  process_reason text not null,
  content_digest bytea not null,
  recorded_at timestamptz not null,
  cancelled_at timestamptz
)`;

const registrationKeys = `
create table registration_keys (
  id uuid primary key,
  order_id uuid not null references orders,
  lookup bytea not null unique,
  sealed bytea not null
)`;

const licenses = `
create table licenses (
  id uuid primary key,
  code_lookup bytea not null unique,
  code_sealed bytea not null,
  sku text not null references products,
  version text not null check (version in ('full', 'trial')),
  seats integer not null check (seats > 0),
  starts_on date not null,
  ends_on date not null,
  region text,
  account_id uuid references accounts,
  registered_at timestamptz,
  imported boolean not null default false,
  converted_to uuid references licenses,
  check (starts_on <= ends_on),
  check ((account_id is null) = (registered_at is null))
)`;

const orderItems = `
create table order_items (
  id uuid primary key,
  order_id uuid not null references orders,
  line integer not null,
  sku text not null references products,
  registration_key_id uuid not null references registration_keys,
  license_id uuid not null references licenses,
  suite text check (suite in ('CUP')),
  version text not null check (version in ('full', 'trial')),
  seats integer not null check (seats > 0),
  starts_on date not null,
  ends_on date not null,
  applied_at timestamptz,
  unique (order_id, line),
  unique (order_id, license_id)
)`;

const activations = `
create table activations (
  id uuid primary key,
  order_id uuid not null references orders,
  state text not null check (state in ('opened', 'verifying', 'proven', 'activated', 'ended')),
  browser_hash bytea not null,
  language text not null,
  began_at timestamptz not null,
  account_id uuid references accounts,
  activated_by uuid references users,
  activated_at timestamptz,
  decision jsonb,
  check ((state = 'activated') = (account_id is not null))
)`;

const verifications = `
create table verifications (
  id uuid primary key,
  activation_id uuid not null references activations on delete cascade,
  email text,
  email_identity text,
  token_hash bytea not null unique,
  known_user boolean not null,
  wrong_codes integer not null default 0,
  proven_at timestamptz,
  asked_at timestamptz not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_reason text check (ended_reason in ('too_many_codes', 'replaced', 'used'))
)`;

const sessions = `
create table sessions (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  token_hash bytea not null unique,
  began_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  user_agent text not null
)`;

const signIns = `
create table sign_ins (
  id uuid primary key,
  browser_hash bytea not null,
  typed text not null,
  user_id uuid references users on delete cascade,
  activation_id uuid references activations on delete cascade,
  verification_id uuid references verifications on delete cascade,
  wrong_codes integer not null default 0,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
)`;

const mails = `
create table mails (
  id uuid primary key,
  kind text not null,
  recipient text not null,
  language text not null,
  subject_id uuid not null,
  state text not null check (state in ('queued', 'sent', 'failed')),
  attempts integer not null default 0,
  last_error text,
  queued_at timestamptz not null,
  settled_at timestamptz
)`;

const auditEvents = `
create table audit_events (
  id uuid primary key,
  entry bigint generated always as identity,
  sequence bigint unique,
  at timestamptz not null,
  type text not null,
  actor text not null,
  subject text not null,
  data jsonb not null,
  hash bytea
)`;

const apiKeys = `
create table api_keys (
  id uuid primary key,
  name text not null,
  key_hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz not null,
  revoked_at timestamptz
)`;

const idempotencyKeys = `
create table idempotency_keys (
  api_key_id uuid not null references api_keys,
  key text not null,
  request_digest bytea not null,
  began_at timestamptz not null,
  status integer,
  answer_sealed bytea,
  primary key (api_key_id, key)
)`;

/** The table that rate-limiter-flexible expects of its PostgreSQL store. */
const rateLimits = `
create table rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
)`;

const indexes = [
  "create unique index accounts_login_id on accounts (lower(login_id))",
  "create index accounts_company on accounts (company_key, country)",
  "create index accounts_customer_number on accounts (customer_number)",
  "create index users_account on users (account_id)",
  "create index users_email_domain on users (email_domain)",
  "create index orders_customer_number on orders (customer_number, id)",
  "create index registration_keys_order on registration_keys (order_id)",
  "create index licenses_account on licenses (account_id, id)",
  "create index order_items_license on order_items (license_id)",
  "create index order_items_registration_key on order_items (registration_key_id)",
  "create index activations_order on activations (order_id) where state = 'activated'",
  "create index activations_account on activations (account_id) where state = 'activated'",
  "create index activations_unfinished on activations (began_at) where state <> 'activated'",
  "create index verifications_activation on verifications (activation_id, asked_at)",
  "create index sessions_user on sessions (user_id)",
  "create index sign_ins_browser on sign_ins (browser_hash, sent_at)",
  "create index sign_ins_expiry on sign_ins (expires_at)",
  "create index mails_subject on mails (subject_id)",
  "create index mails_unsettled on mails (queued_at) where state <> 'sent'",
  "create index audit_events_unnumbered on audit_events (entry) where sequence is null",
  "create index audit_events_subject on audit_events (subject, sequence)",
  "create index idempotency_keys_age on idempotency_keys (began_at)",
  "create index rate_limits_expiry on rate_limits (expire)",
];

const statements = [
  catalogue,
  accounts,
  users,
  orders,
  registrationKeys,
  licenses,
  orderItems,
  activations,
  verifications,
  sessions,
  signIns,
  mails,
  auditEvents,
  apiKeys,
  idempotencyKeys,
  rateLimits,
  ...indexes,
];
