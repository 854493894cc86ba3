import type { Insertable, Selectable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { Invitations } from "./schema.ts";

export type Invitation = Selectable<Invitations>;

export const findInvitation = (db: Db | Tx, id: string): Promise<Invitation | undefined> =>
  db.selectFrom("invitations").selectAll().where("id", "=", id).executeTakeFirst();

export const findInvitationByToken = (db: Db | Tx, tokenHash: Buffer): Promise<Invitation | undefined> =>
  db.selectFrom("invitations").selectAll().where("tokenHash", "=", tokenHash).executeTakeFirst();

/** The invitation of an address that was neither accepted nor withdrawn; it may have expired. */
export const findOpenInvitation = (
  db: Db | Tx,
  accountId: string,
  emailIdentity: string,
): Promise<Invitation | undefined> =>
  db
    .selectFrom("invitations")
    .selectAll()
    .where("accountId", "=", accountId)
    .where("emailIdentity", "=", emailIdentity)
    .where("endedAt", "is", null)
    .executeTakeFirst();

export const listOpenInvitations = (db: Db, accountId: string): Promise<Invitation[]> =>
  db
    .selectFrom("invitations")
    .selectAll()
    .where("accountId", "=", accountId)
    .where("endedAt", "is", null)
    .orderBy("id")
    .execute();

export const listInvitations = (db: Db, accountId: string): Promise<Invitation[]> =>
  db.selectFrom("invitations").selectAll().where("accountId", "=", accountId).orderBy("id").execute();

/** Whom an account invited, by the invitation's id. */
export const listInvitedAddresses = async (db: Db, accountId: string): Promise<ReadonlyMap<string, string>> => {
  const invited = await db
    .selectFrom("invitations")
    .select(["id", "email"])
    .where("accountId", "=", accountId)
    .execute();
  return new Map(invited.map(({ id, email }) => [id, email]));
};

export const insertInvitation = (tx: Tx, invitation: Insertable<Invitations>) =>
  tx.insertInto("invitations").values(invitation).execute();

/** The same link works for a whole life from now on, with the role that is given now. */
export const markInvitationSent = (
  tx: Tx,
  id: string,
  facts: Pick<Invitation, "role" | "sentAt" | "expiresAt" | "invitedBy">,
) => tx.updateTable("invitations").set(facts).where("id", "=", id).execute();

export const markInvitationEnded = (tx: Tx, id: string, reason: NonNullable<Invitation["endedReason"]>, at: Date) =>
  tx
    .updateTable("invitations")
    .set({ endedAt: at, endedReason: reason })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .execute();

/** Whoever may not invite any more lets nobody in by what they sent before; nor comes back by it. */
export const withdrawInvitationsBy = (tx: Tx, userId: string, at: Date) =>
  tx
    .updateTable("invitations")
    .set({ endedAt: at, endedReason: "withdrawn" })
    .where("invitedBy", "=", userId)
    .where("endedAt", "is", null)
    .execute();

/** Nothing is kept for long of an address that never came. */
export const deleteOldInvitations = (tx: Tx, before: Date) =>
  tx
    .deleteFrom("invitations")
    .where("expiresAt", "<", before)
    .where((e) => e.or([e("endedReason", "is", null), e("endedReason", "<>", "accepted")]))
    .execute();
