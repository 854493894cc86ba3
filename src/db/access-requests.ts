import type { Insertable, Selectable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { AccessRequests } from "./schema.ts";

export type AccessRequest = Selectable<AccessRequests>;

export const findAccessRequest = (db: Db | Tx, id: string) =>
  db.selectFrom("accessRequests").selectAll().where("id", "=", id).executeTakeFirst();

/** Inserts the request unless its asker asked this account for this order on this day already; true when it was inserted. */
export const insertAccessRequest = async (tx: Tx, request: Insertable<AccessRequests>): Promise<boolean> => {
  const result = await tx
    .insertInto("accessRequests")
    .values(request)
    .onConflict((conflict) => conflict.columns(["orderId", "accountId", "askerIdentity", "askedOn"]).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};

/** The requests that an account has not answered, the oldest first, each with its order. */
export const listOpenAccessRequests = (db: Db, accountId: string) =>
  db
    .selectFrom("accessRequests")
    .innerJoin("orders", "orders.id", "accessRequests.orderId")
    .select(["accessRequests.id", "accessRequests.asker", "accessRequests.askedAt", "orders.orderNumber"])
    .where("accessRequests.accountId", "=", accountId)
    .where("accessRequests.answer", "is", null)
    .orderBy("accessRequests.id")
    .execute();

export const listAccessRequests = (db: Db, accountId: string): Promise<AccessRequest[]> =>
  db.selectFrom("accessRequests").selectAll().where("accountId", "=", accountId).orderBy("id").execute();

/** One answer is for everything that this person asked this account for and that was not answered yet. */
export const markAccessAnswered = (
  tx: Tx,
  { accountId, askerIdentity }: Pick<AccessRequest, "accountId" | "askerIdentity">,
  answer: Required<Pick<Insertable<AccessRequests>, "answer" | "answeredBy" | "answeredAt">>,
) =>
  tx
    .updateTable("accessRequests")
    .set(answer)
    .where("accountId", "=", accountId)
    .where("askerIdentity", "=", askerIdentity)
    .where("answer", "is", null)
    .execute();
