import type pg from "pg";
import type { AccountState, Entitlement } from "./entitlements.ts";

/**
 * Takes a state when it is newer than the stored one, and tells whether it was. One statement: of two deliveries at
 * once the higher version stays, whichever comes last.
 */
export const storeIfNewer = async (database: pg.Pool, state: AccountState): Promise<boolean> => {
  const { rowCount } = await database.query(
    `insert into xdr_console.account_states as stored (account_id, company, region, version, entitlements)
     values ($1, $2, $3, $4, $5)
     on conflict (account_id) do update
       set company = excluded.company, region = excluded.region, version = excluded.version,
           entitlements = excluded.entitlements, received_at = now()
       where stored.version < excluded.version`,
    [state.accountId, state.company, state.region, state.version, JSON.stringify(state.entitlements)],
  );
  return rowCount === 1;
};

export type ShownAccount = { company: string; region: string; entitlements: Entitlement[] };

/** Null for an account that the portal has not told of yet. */
export const findAccount = async (database: pg.Pool, accountId: string): Promise<ShownAccount | null> => {
  const { rows } = await database.query<ShownAccount>(
    "select company, region, entitlements from xdr_console.account_states where account_id = $1",
    [accountId],
  );
  return rows[0] ?? null;
};
