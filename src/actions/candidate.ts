import type { Db, Tx } from "../db/client.ts";
import { listHeldSaas } from "../db/licenses.ts";
import type { Candidate } from "../policy/activation.ts";

/** What the rules ask of the account that would get an order; without one it would be a new one. */
export const candidateOf = async (db: Db | Tx, accountId: string | undefined): Promise<Candidate> =>
  accountId === undefined
    ? { is: "new_account" }
    : { is: "account", accountId, held: await listHeldSaas(db, accountId) };
