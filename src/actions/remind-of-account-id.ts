import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { findUserByEmail } from "../db/users.ts";
import { enqueueMail, NOBODY } from "./enqueue-mail.ts";

/** Mails the account IDs that an address signs in for, where it has a user. The answer never tells. */
export const remindOfAccountId = (ctx: Context, emailIdentity: string, language: string): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    const user = await findUserByEmail(tx, emailIdentity);
    const [recipient, subjectId] = [user?.email ?? NOBODY, user?.id ?? ctx.newId()];
    await enqueueMail(ctx, tx, { kind: "account-id-reminder", recipient, language, subjectId });
  });
