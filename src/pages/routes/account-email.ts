import { Hono } from "hono";
import { askForEmailChange, resendEmailCode } from "../../actions/ask-for-email-change.ts";
import { proveNewEmail } from "../../actions/prove-new-email.ts";
import type { Context } from "../../context.ts";
import { findLatestEmailChange } from "../../db/email-changes.ts";
import { clientNetwork } from "../../http/client-address.ts";
import { formValue } from "../../http/form-protection.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import { frameOf, type PortalEnv, type PortalRequest, shownViewer, translateFor } from "../../http/visit.ts";
import { parseEmail } from "../../policy/email-address.ts";
import { emailChangeStands } from "../../policy/email-change.ts";
import { resendPossibleAt } from "../../policy/verification.ts";
import type { Problem } from "../parts/fields.ts";
import { type VerifyNewEmail, verifyNewEmailPage } from "../verify-new-email.ts";
import { shownProfile } from "./account-profile.ts";
import { emailProblem } from "./email.ts";
import { justSignedIn, signedInTo, viewerOf } from "./just-signed-in.ts";

const PAGE = "account/profile";

/** Another e-mail address of the user: asked for right after a sign-in, and proven by the code of a mail to it. */
export const accountEmailRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>()
    .post("/account/email", justSignedIn(ctx, PAGE), async (c) => ask(ctx, limits, c))
    .get("/account/email/verify", signedInTo(PAGE), async (c) => waiting(ctx, c))
    .post("/account/email/verify", signedInTo(PAGE), async (c) => {
      const typed = await formValue(c, "code");
      await limits.count("code/client", clientNetwork(c.get("visit").clientAddress));
      const proven = await proveNewEmail(ctx, viewerOf(c), typed);
      if (proven.ok) return c.redirect("/account/profile?changed=email", 303);
      return proven.reason === "wrong_code"
        ? waiting(ctx, c, { typed, problem: codeProblem(c, proven.triesLeft) }, 409)
        : over(ctx, c, proven.reason);
    })
    .post("/account/email/send-again", signedInTo(PAGE), async (c) => {
      const { userId } = viewerOf(c);
      await limits.count("verification-mail/client", clientNetwork(c.get("visit").clientAddress));
      const latest = await findLatestEmailChange(ctx.db, userId);
      if (latest) await limits.count("verification-mail/address", latest.emailIdentity);
      const resent = await resendEmailCode(ctx, viewerOf(c), c.get("visit").language);
      if (resent.ok) return waiting(ctx, c, { sentAgain: true });
      return resent.reason === "too_early"
        ? waiting(ctx, c, { tooEarly: true }, 409)
        : over(ctx, c, "email_change_over");
    });

const ask = async (ctx: Context, limits: RateLimits, c: PortalRequest) => {
  const typed = await formValue(c, "newEmail");
  const email = parseEmail(typed);
  if (!email.ok) return profileProblem(ctx, c, typed, emailProblem(c, email), 422);
  // Counted before we know whether the address has a user: a limit that skips unknown ones tells them apart.
  await limits.count("verification-mail/client", clientNetwork(c.get("visit").clientAddress));
  await limits.count("verification-mail/address", email.identity);
  const asked = await askForEmailChange(ctx, viewerOf(c), { ...email, language: c.get("visit").language });
  if (asked.ok) return c.redirect("/account/email/verify", 303);
  const text = translateFor(c)("reason.same_email");
  return profileProblem(ctx, c, typed, { reason: asked.reason, text }, 409);
};

const profileProblem = async (ctx: Context, c: PortalRequest, typed: string, problem: Problem, status: 409 | 422) =>
  c.html(await shownProfile(ctx, c, viewerOf(c), { newEmail: { typed, problem } }), status);

const codeProblem = (c: PortalRequest, triesLeft: number): Problem => ({
  reason: "wrong_code",
  text: translateFor(c)("reason.wrong_code", { triesLeft }),
});

const overTexts = {
  email_change_over: "reason.email_change_over",
  email_taken: "reason.new_email_taken",
  too_many_codes: "reason.too_many_email_codes",
} as const;

/** The change came to nothing: back on the profile, where it began. */
const over = async (ctx: Context, c: PortalRequest, reason: keyof typeof overTexts) => {
  const refusal = { reason, text: translateFor(c)(overTexts[reason]) };
  return c.html(await shownProfile(ctx, c, viewerOf(c), { refusal }), 409);
};

type Answer = Pick<VerifyNewEmail, "typed" | "problem" | "sentAgain" | "tooEarly">;

const waiting = async (ctx: Context, c: PortalRequest, answer: Answer = {}, status: 200 | 409 = 200) => {
  const viewer = viewerOf(c);
  const change = await findLatestEmailChange(ctx.db, viewer.userId);
  if (!change || !emailChangeStands(change, ctx.now()).ok) return c.redirect("/account/profile", 303);
  const possibleAt = resendPossibleAt(change.sentAt, ctx.config.resendCooldownSeconds);
  const page = verifyNewEmailPage(translateFor(c), {
    ...frameOf(ctx, c, "/account/email/verify"),
    viewer: shownViewer(ctx, viewer),
    email: change.email,
    expiresAt: change.expiresAt,
    resendInSeconds: Math.max(0, Math.ceil((possibleAt.getTime() - ctx.now().getTime()) / 1000)),
    ...answer,
  });
  return c.html(page, status);
};
