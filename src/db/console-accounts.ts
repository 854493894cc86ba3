import { sql, type Selectable } from "kysely";
import type { EntitlementState } from "../policy/entitlements.ts";
import type { Db, Tx } from "./client.ts";
import { KEEPS_TIME } from "./jobs.ts";
import type { ConsoleAccounts, Orders } from "./schema.ts";

export type ConsoleAccount = Selectable<ConsoleAccounts>;

export const findConsoleAccount = (db: Db | Tx, accountId: string): Promise<ConsoleAccount | undefined> =>
  db.selectFrom("consoleAccounts").selectAll().where("accountId", "=", accountId).executeTakeFirst();

/** The account's state has changed: a new version is to be told to the console. The first order fixes the region. */
export const insertConsoleVersion = (tx: Tx, accountId: string, region: Orders["region"], at: Date) =>
  tx
    .insertInto("consoleAccounts")
    .values({ accountId, region, version: 1, state: "preparing", stateSince: at })
    .onConflict((conflict) =>
      conflict.column("accountId").doUpdateSet((e) => ({
        version: e("consoleAccounts.version", "+", 1),
        state: "preparing",
        stateSince: at,
        tries: 0,
        lastFault: null,
      })),
    )
    .execute();

/** A try counts before it is made, so that a worker that is killed in the middle has used it up. */
export const markConsoleTry = (tx: Tx, accountId: string) =>
  tx
    .updateTable("consoleAccounts")
    .set((e) => ({ tries: e("tries", "+", 1) }))
    .where("accountId", "=", accountId)
    .returning("tries")
    .executeTakeFirstOrThrow();

/** The console has taken this version; it is ready unless a newer one is under way. */
export const markConsoleDelivered = (tx: Tx, accountId: string, version: number, at: Date) =>
  tx
    .updateTable("consoleAccounts")
    .set((e) => ({
      deliveredVersion: sql<number>`greatest(delivered_version, ${version})`,
      state: e.case().when("version", "=", version).then("ready").else(e.ref("state")).end() as never,
      stateSince: e.case().when("version", "=", version).then(at).else(e.ref("stateSince")).end() as never,
      lastFault: null,
    }))
    .where("accountId", "=", accountId)
    .execute();

/** False when it matters no more: a newer version is under way, or another worker has told this one meanwhile. */
export const markConsoleFault = async (
  tx: Tx,
  accountId: string,
  version: number,
  fault: { text: string; final: boolean; at: Date },
): Promise<boolean> => {
  const result = await tx
    .updateTable("consoleAccounts")
    .set({ lastFault: fault.text, ...(fault.final ? { state: "failed" as const, stateSince: fault.at } : {}) })
    .where("accountId", "=", accountId)
    .where("version", "=", version)
    .where("state", "=", "preparing")
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
};

/** The customer asks for another round of tries. False when nothing has failed. */
export const markConsoleRetried = async (tx: Tx, accountId: string, at: Date): Promise<boolean> => {
  const result = await tx
    .updateTable("consoleAccounts")
    .set({ state: "preparing", stateSince: at, tries: 0 })
    .where("accountId", "=", accountId)
    .where("state", "=", "failed")
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
};

export const listFailedConsoleAccounts = async (db: Db): Promise<string[]> => {
  const failed = db.selectFrom("consoleAccounts").select("accountId").where("state", "=", "failed");
  return (await failed.orderBy("accountId").execute()).map(({ accountId }) => accountId);
};

export const countConsoleAccountsByState = (db: Db) =>
  db
    .selectFrom("consoleAccounts")
    .select((e) => ["state", e.fn.countAll<number>().as("count")])
    .groupBy("state")
    .execute();

/** The whole state of an account in the console, read in one statement so that it is the state of its version. */
export const findEntitlementState = async (db: Db | Tx, accountId: string): Promise<EntitlementState | undefined> => {
  const { rows } = await sql<EntitlementState>`
    select console_accounts.account_id, accounts.company, console_accounts.region, console_accounts.version,
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'licenseId', licenses.id, 'sku', licenses.sku,
          'name', jsonb_build_object('en', products.name_en, 'ja', products.name_ja),
          'kind', products.kind, 'region', coalesce(products.region, console_accounts.region), 'seats', licenses.seats, 'unit', products.unit,
          'startsOn', licenses.starts_on, 'endsOn', licenses.ends_on, 'trial', licenses.version = 'trial'
        ) order by licenses.id)
        from licenses join products on products.sku = licenses.sku
        where licenses.account_id = console_accounts.account_id and products.in_console
          and licenses.converted_to is null
      ), '[]') as entitlements
    from console_accounts join accounts on accounts.id = console_accounts.account_id
    where console_accounts.account_id = ${accountId}`.execute(db);
  return rows[0];
};

/** The accounts that have no console yet and nobody at work on it: no job of theirs waits that the queue still takes. */
export const listUntoldConsoleAccounts = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ accountId: string }>`
    select account_id from console_accounts
    where state = 'preparing'
      and not exists (
        select from graphile_worker.jobs where key = 'console-' || account_id and attempts < max_attempts
      )
    order by account_id`.execute(db);
  return rows.map((row) => row.accountId);
};

/**
 * Makes the tries come now that wait for longer than a minute, except those for which the console named the time. A try
 * that comes early does not count, so that ten are left over three days. Returns how many there were.
 */
export const markConsoleTriesDue = async (tx: Tx): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    with waiting as (
      select console_accounts.account_id, jobs.id
      from console_accounts join graphile_worker.jobs on jobs.key = 'console-' || console_accounts.account_id
      where state = 'preparing' and jobs.locked_at is null and jobs.run_at > now()
        and jobs.created_at < now() - interval '1 minute' and not coalesce(jobs.flags ? ${KEEPS_TIME}, false)
      for no key update of console_accounts skip locked
    ), uncounted as (
      update console_accounts set tries = tries - 1
      from waiting where console_accounts.account_id = waiting.account_id and tries > 0
    )
    select count(*) from graphile_worker.reschedule_jobs((select array_agg(id) from waiting), run_at => now())`.execute(
    tx,
  );
  return Number(rows[0]?.count ?? 0);
};
