import type { Context } from "../context.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import {
  type EmailChange,
  findLatestEmailChange,
  markEmailChangeEnded,
  markWrongEmailCode,
} from "../db/email-changes.ts";
import { markPasswordResetsUsed } from "../db/password-resets.ts";
import { inSavepointUnlessRefused } from "../db/savepoint.ts";
import { markOtherSessionsRevoked } from "../db/sessions.ts";
import { markSignInsExpired } from "../db/sign-ins.ts";
import { findUser, lockUserRow, markEmailChanged } from "../db/users.ts";
import { emailDomain } from "../policy/email-address.ts";
import { emailChangeStands } from "../policy/email-change.ts";
import { codeDigits, isRepeatedPress, judgeCode, type VerificationRefusal } from "../policy/verification.ts";
import { sameText } from "../secrets.ts";
import { enqueueMail } from "./enqueue-mail.ts";
import { insertUserEvent, type SignedInPerson } from "./user-events.ts";

export type NewEmailProven =
  | { ok: true }
  | Exclude<VerificationRefusal, { reason: "verification_expired" }>
  | { ok: false; reason: "email_change_over" | "email_taken" };

/** Takes the code from the mail to the new address. The right one changes the address, and both are told. */
export const proveNewEmail = (ctx: Context, person: SignedInPerson, typedCode: string): Promise<NewEmailProven> =>
  inTransaction(ctx.db, async (tx) => {
    await lockUserRow(tx, person.userId);
    const change = await findLatestEmailChange(tx, person.userId);
    if (!change) return { ok: false, reason: "email_change_over" };
    if (isSamePress(change, ctx.now())) return { ok: true };
    const stands = emailChangeStands(change, ctx.now());
    if (!stands.ok) return stands;
    // A known user's mail holds no code: whatever is typed counts as wrong, so the page answers alike for every address.
    const right = !change.knownUser && sameText(codeDigits(typedCode), ctx.secrets.code(change.id));
    const judged = judgeCode(right, change.wrongCodes);
    if (judged.ok) return changeEmail(ctx, tx, person, change);
    await markWrongEmailCode(tx, change.id);
    if (judged.reason === "too_many_codes") await markEmailChangeEnded(tx, change.id, "too_many_codes", ctx.now());
    return judged;
  });

const isSamePress = ({ endedReason, endedAt }: EmailChange, now: Date): boolean =>
  endedReason === "changed" && endedAt !== null && isRepeatedPress(endedAt, now);

const changeEmail = async (
  ctx: Context,
  tx: Tx,
  person: SignedInPerson,
  { id, oldEmail, email, emailIdentity }: EmailChange,
): Promise<NewEmailProven> => {
  const { userId } = person;
  const address = { email, emailIdentity, emailDomain: emailDomain(emailIdentity) };
  const changed = await inSavepointUnlessRefused(tx, async () => ({
    ok: await markEmailChanged(tx, userId, address, ctx.now()),
  }));
  await markEmailChangeEnded(tx, id, changed.ok ? "changed" : "replaced", ctx.now());
  if (!changed.ok) return { ok: false, reason: "email_taken" };
  // What was mailed to the old address opens nothing any more, and nobody stays in another browser.
  await markPasswordResetsUsed(tx, userId, ctx.now());
  await markSignInsExpired(tx, userId, ctx.now());
  await markOtherSessionsRevoked(tx, userId, person.sessionId, ctx.now());
  await insertUserEvent(ctx, tx, person, "user.email_changed", { emailChangeId: id });
  const language = (await findUser(tx, userId))?.language ?? "en";
  for (const recipient of [oldEmail, email])
    await enqueueMail(ctx, tx, { kind: "email-changed", recipient, language, subjectId: id });
  return { ok: true };
};
