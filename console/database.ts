import pg from "pg";

const CONNECTIONS = 5;

export const openDatabase = (url: string): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
};

const SCHEMA_TURN = 7_201_500;

/** Makes the console's tables where they are missing. Two consoles that start at once do it one after the other. */
export const createSchema = async (pool: pg.Pool): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query(`select pg_advisory_xact_lock(${SCHEMA_TURN})`);
    await client.query(schema);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
};

const schema = `
  create schema if not exists xdr_console;
  create table if not exists xdr_console.account_states (
    account_id text primary key,
    company text not null,
    region text not null,
    version bigint not null,
    entitlements jsonb not null,
    received_at timestamptz not null default now()
  );
  create table if not exists xdr_console.sessions (
    token_hash bytea primary key,
    user_id text not null,
    account_id text not null,
    name text not null,
    email text not null,
    company text not null,
    role text not null,
    locale text,
    id_token text not null,
    expires_at timestamptz not null
  );
  alter table xdr_console.sessions add column if not exists entitlements_version integer;
  alter table xdr_console.sessions add column if not exists access_token text;
  alter table xdr_console.sessions add column if not exists asked_at timestamptz not null default now();
  create index if not exists sessions_expires_at on xdr_console.sessions (expires_at);
`;
