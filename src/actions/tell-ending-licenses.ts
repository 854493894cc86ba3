import type { Context } from "../context.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import { inTransaction } from "../db/client.ts";
import {
  findDigestFacts,
  insertExpiryDigest,
  insertExpiryReminders,
  listAccountsToRemind,
} from "../db/expiry-digests.ts";
import { insertJob } from "../db/jobs.ts";
import { findUser } from "../db/users.ts";
import { planDigest, stepDays } from "../policy/expiry-digest.ts";
import { statusDays } from "../policy/license-status.ts";
import { enqueueMail } from "./enqueue-mail.ts";

const ACCOUNTS_AT_ONCE = 200;
const MAX_ATTEMPTS = 5;

/**
 * Tells accounts what ends soon, a batch at a time by id; another job goes on where this one stopped. Any number of
 * runs on a day, also at once, tell the same thing once.
 */
export const tellEndingLicenses = async (
  ctx: Context,
  { after, limit = ACCOUNTS_AT_ONCE }: { after: string | null; limit?: number },
): Promise<{ accounts: number; digests: number }> => {
  const accountIds = await listAccountsToRemind(ctx.db, stepDays(ctx.now()), { after, limit });
  let digests = 0;
  for (const accountId of accountIds) if (await tellAccount(ctx, accountId)) digests += 1;
  const last = accountIds.length === limit ? accountIds.at(-1) : undefined;
  const next = { maxAttempts: MAX_ATTEMPTS };
  if (last) await inTransaction(ctx.db, (tx) => insertJob(tx, "tell-ending-licenses", { after: last }, next));
  return { accounts: accountIds.length, digests };
};

/** One digest in one transaction: who was told what, and the mails. True when there was one to send. */
const tellAccount = (ctx: Context, accountId: string): Promise<boolean> =>
  inTransaction(ctx.db, async (tx) => {
    const now = ctx.now();
    const days = statusDays(now);
    const facts = await findDigestFacts(tx, accountId, { from: days.graceFrom, to: days.expiringUntil });
    const plan = planDigest(facts, now);
    if (!plan.ok) return false;
    const digestId = ctx.newId();
    // Whoever comes second waits here for the first and then finds the day taken.
    if (!(await insertExpiryDigest(tx, { id: digestId, accountId, day: plan.day }))) return false;
    await insertExpiryReminders(tx, digestId, plan.reminders);
    for (const userId of plan.readerIds) {
      const user = await findUser(tx, userId);
      if (!user) continue;
      const { email, language } = user;
      await enqueueMail(ctx, tx, { kind: "license-expiring", recipient: email, language, subjectId: digestId });
    }
    await insertAuditEvents(tx, ctx.newId, now, [
      {
        type: "account.told_of_ends",
        actor: "system",
        subject: `account:${accountId}`,
        data: { digestId, licenses: plan.reminders.length, readers: plan.readerIds.length },
      },
    ]);
    return true;
  });
