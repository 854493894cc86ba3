import type { Context } from "../context.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import { inTransaction } from "../db/client.ts";
import { deleteMail, findMail, markMailFailed, markMailSent } from "../db/mails.ts";

/** Reports back what became of a mail: it went out. */
export const settleSentMail = (ctx: Context, mailId: string): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    await markMailSent(tx, mailId, ctx.now());
  });

/** Forgets a mail that was for nobody. */
export const forgetMail = (ctx: Context, mailId: string): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    await deleteMail(tx, mailId);
  });

/** Reports back that a try failed. The final failure is an audit event, and the page that waits for the mail says it. */
export const settleFailedMail = (ctx: Context, mailId: string, error: string, final: boolean): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    const marked = await markMailFailed(tx, mailId, error.slice(0, 500), final, ctx.now());
    const mail = marked && final ? await findMail(tx, mailId) : undefined;
    if (!mail) return;
    await insertAuditEvents(tx, ctx.newId, ctx.now(), [
      {
        type: "mail.failed",
        actor: "system",
        subject: `mail:${mailId}`,
        data: { kind: mail.kind, attempts: mail.attempts },
      },
    ]);
  });
