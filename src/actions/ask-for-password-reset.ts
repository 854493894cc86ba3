import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { findUserByLogin } from "../db/logins.ts";
import { insertPasswordReset } from "../db/password-resets.ts";
import type { LoginName } from "../policy/login-name.ts";
import { PASSWORD_RESET_SECONDS } from "../policy/password-reset.ts";
import { hashToken } from "../secrets.ts";
import { enqueueMail, NOBODY } from "./enqueue-mail.ts";

/** Mails a link to set another password, where the e-mail or account ID has a user. The answer never tells. */
export const askForPasswordReset = (ctx: Context, login: LoginName, language: string): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    const user = await findUserByLogin(tx, login);
    const id = ctx.newId();
    const now = ctx.now();
    await insertPasswordReset(tx, {
      id,
      userId: user?.id ?? null,
      tokenHash: hashToken(ctx.secrets.linkToken(id)),
      askedAt: now,
      expiresAt: new Date(now.getTime() + PASSWORD_RESET_SECONDS * 1000),
    });
    const recipient = user?.email ?? NOBODY;
    await enqueueMail(ctx, tx, { kind: "password-reset", recipient, language, subjectId: id });
  });
