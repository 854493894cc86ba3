import { Hono } from "hono";
import { type AddressProven, proveAddress } from "../../actions/prove-address.ts";
import { resendVerification } from "../../actions/request-verification.ts";
import type { Context } from "../../context.ts";
import { findLatestMail } from "../../db/mails.ts";
import { findLatestVerification, type Verification } from "../../db/verifications.ts";
import { clientNetwork } from "../../http/client-address.ts";
import { formValue } from "../../http/form-protection.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { resendPossibleAt, verificationStands } from "../../policy/verification.ts";
import { type CheckYourMail, checkYourMailPage } from "../check-your-mail.ts";
import type { Problem } from "../parts/fields.ts";
import { type OpenedActivation, runningActivation } from "./opened-activation.ts";
import { verificationOver } from "./verification-over.ts";

/** The page that waits for the mail: its code, the mail again, and how the attempt ended. */
export const verifyRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>()
    .get("/activations/:id/verify", async (c) => waiting(ctx, c, await runningActivation(ctx, c)))
    .post("/activations/:id/verify", async (c) => {
      const opened = await runningActivation(ctx, c);
      const { id } = opened.activation;
      const typed = await formValue(c, "code");
      if (!SIX_DIGITS.test(typed.normalize("NFKC"))) {
        const problem = { reason: "malformed_code", text: translateFor(c)("reason.malformed_code") };
        return waiting(ctx, c, opened, { typed, problem }, 422);
      }
      await limits.count("code/client", clientNetwork(c.get("visit").clientAddress));
      const proven = await proveAddress(ctx, id, typed);
      if (proven.ok) return c.redirect(`/activations/${id}/confirm`, 303);
      return waiting(ctx, c, await runningActivation(ctx, c), { typed, ...codeProblem(c, proven) }, 409);
    })
    .post("/activations/:id/send-again", async (c) => {
      const opened = await runningActivation(ctx, c);
      const { language, clientAddress } = c.get("visit");
      await limits.count("verification-mail/client", clientNetwork(clientAddress));
      const latest = await findLatestVerification(ctx.db, opened.activation.id);
      if (latest?.emailIdentity) await limits.count("verification-mail/address", latest.emailIdentity);
      const resent = await resendVerification(ctx, opened.activation.id, language);
      if (resent.ok) return waiting(ctx, c, opened, { sentAgain: true });
      if (resent.reason === "nothing_to_resend") return c.redirect(`/activations/${opened.activation.id}/verify`, 303);
      return waiting(ctx, c, opened, { tooEarly: true }, 409);
    });

/** Six digits, however they are grouped. */
const SIX_DIGITS = /^\s*(\d[\s-]?){5}\d\s*$/;

const codeProblem = (c: PortalRequest, refusal: Exclude<AddressProven, { ok: true }>): { problem?: Problem } => {
  if (refusal.reason !== "wrong_code") return {};
  return {
    problem: { reason: refusal.reason, text: translateFor(c)("reason.wrong_code", { triesLeft: refusal.triesLeft }) },
  };
};

type Answer = Pick<CheckYourMail, "typed" | "problem" | "sentAgain" | "tooEarly">;

const waiting = async (
  ctx: Context,
  c: PortalRequest,
  { activation }: OpenedActivation,
  answer: Answer = {},
  status: 200 | 409 | 422 = 200,
) => {
  const verification = await findLatestVerification(ctx.db, activation.id);
  if (!verification) return c.redirect(`/activations/${activation.id}/email`, 303);
  const stands = verificationStands(verification, ctx.now());
  if (!stands.ok || verification.email === null) return verificationOver(ctx, c, verification, status);
  const page = checkYourMailPage(translateFor(c), {
    ...(await waitingFacts(ctx, verification)),
    ...frameOf(ctx, c, `/activations/${activation.id}/verify`),
    activationId: activation.id,
    email: verification.email,
    ...answer,
  });
  return c.html(page, status);
};

const waitingFacts = async (ctx: Context, verification: Verification) => {
  const possibleAt = resendPossibleAt(verification.sentAt, ctx.config.resendCooldownSeconds);
  const mail = await findLatestMail(ctx.db, verification.id);
  return {
    expiresAt: verification.expiresAt,
    sender: ctx.config.mailFrom,
    resendInSeconds: Math.max(0, Math.ceil((possibleAt.getTime() - ctx.now().getTime()) / 1000)),
    mailFailed: mail?.state === "failed",
  };
};
