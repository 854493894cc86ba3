import type { Insertable, Selectable, Updateable } from "kysely";
import { type ActivationState, statesBefore } from "../policy/activation-state.ts";
import type { Db, Tx } from "./client.ts";
import type { Activations } from "./schema.ts";

export type Activation = Selectable<Activations>;

export const findActivation = (db: Db | Tx, id: string): Promise<Activation | undefined> =>
  db.selectFrom("activations").selectAll().where("id", "=", id).executeTakeFirst();

export const insertActivation = (tx: Db | Tx, activation: Insertable<Activations>) =>
  tx.insertInto("activations").values(activation).execute();

/** The activation, held until the transaction ends: the two tabs of one person wait for each other. */
export const lockActivation = (tx: Tx, id: string): Promise<Activation> =>
  tx.selectFrom("activations").selectAll().where("id", "=", id).forNoKeyUpdate().executeTakeFirstOrThrow();

/** Moves the activation on; false when its state does not lead there. */
export const markActivation = async (
  tx: Tx,
  id: string,
  state: ActivationState,
  facts: Updateable<Activations> = {},
): Promise<boolean> => {
  const result = await tx
    .updateTable("activations")
    .set({ ...facts, state })
    .where("id", "=", id)
    .where("state", "in", statesBefore(state))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
};

/** Attempts that came to nothing are forgotten, their verifications with them. */
export const deleteUnfinishedActivations = async (tx: Tx, before: Date): Promise<number> => {
  const result = await tx
    .deleteFrom("activations")
    .where("beganAt", "<", before)
    .where("state", "<>", "activated")
    .executeTakeFirst();
  return Number(result.numDeletedRows);
};

/** Keeps why an activation was refused; what an activated one was decided by stays. */
export const markActivationDecided = (tx: Tx, id: string, decision: string, at: Date) =>
  tx
    .updateTable("activations")
    .set({ decision, decidedAt: at })
    .where("id", "=", id)
    .where("state", "<>", "activated")
    .execute();

/** Keeps when the license agreement was first accepted. */
export const markAgreed = async (tx: Tx, id: string, at: Date): Promise<boolean> => {
  const result = await tx
    .updateTable("activations")
    .set({ agreedAt: at })
    .where("id", "=", id)
    .where("agreedAt", "is", null)
    .where("state", "<>", "activated")
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
};

/** What was decided on each of some orders: what activated it stands, else the newest refusal. */
export const listLatestDecisions = (db: Db | Tx, orderIds: string[]) =>
  db
    .selectFrom("activations")
    .distinctOn("orderId")
    .select(["orderId", "decision", "decidedAt"])
    .where("orderId", "in", orderIds)
    .where("decidedAt", "is not", null)
    .orderBy("orderId")
    .orderBy((e) => e("state", "=", "activated"), "desc")
    .orderBy("decidedAt", "desc")
    .orderBy("id", "desc")
    .execute();
