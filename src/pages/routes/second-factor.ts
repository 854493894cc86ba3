import { Hono } from "hono";
import { giveSecondFactor, type SecondFactorJudged } from "../../actions/give-second-factor.ts";
import type { Context } from "../../context.ts";
import { findPassword } from "../../db/passwords.ts";
import type { SignIn } from "../../db/sign-ins.ts";
import { formValue } from "../../http/form-protection.ts";
import { knownBrowser } from "../../http/known-browser.ts";
import { type RateLimits, TooManyTries } from "../../http/rate-limits.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import type { Problem } from "../parts/fields.ts";
import { secondFactorPage } from "../second-factor.ts";
import { signedIn, signInOfBrowser } from "./finish-sign-in.ts";
import { signingBrowser } from "./start-session.ts";

/** The last page of a sign-in for users with an authenticator app. It opens only after the first factor. */
export const secondFactorRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>()
    .get("/sign-in/second-factor", async (c) => {
      const signIn = await provenOnce(ctx, c);
      return signIn ? factorPage(ctx, c) : c.redirect("/sign-in", 303);
    })
    .post("/sign-in/second-factor", async (c) => {
      const signIn = await provenOnce(ctx, c);
      if (!signIn) return c.redirect("/sign-in", 303);
      const typed = await formValue(c, "code");
      try {
        const judged = await judgeSlowly(ctx, limits, c, signIn, typed);
        return judged.ok ? signedIn(ctx, c, judged) : factorPage(ctx, c, { typed, problem: problemOf(c, judged) }, 409);
      } catch (error) {
        if (!(error instanceof TooManyTries)) throw error;
        c.header("retry-after", String(error.retryAfterSeconds));
        const text = translateFor(c)("reason.second_factor_slowed_down", { seconds: error.retryAfterSeconds });
        return factorPage(ctx, c, { typed, problem: { reason: "second_factor_slowed_down", text } }, 429);
      }
    });

/** A new attempt gives five new tries, so tries are also counted by user; the user's own browser by itself. */
const judgeSlowly = async (ctx: Context, limits: RateLimits, c: PortalRequest, signIn: ProvenOnce, typed: string) => {
  const browser = knownBrowser(ctx, c);
  const password = await findPassword(ctx.db, signIn.userId);
  const who = browser.knows(signIn.userId, password) ? `${browser.id} ${signIn.userId}` : signIn.userId;
  await limits.slowDown("second-factor/user", who);
  const judged = await giveSecondFactor(ctx, { signInId: signIn.id, typed, browser: signingBrowser(ctx, c) });
  if (judged.ok) await limits.forgive("second-factor/user", who, "all");
  return judged;
};

type ProvenOnce = SignIn & { userId: string };

const provenOnce = async (ctx: Context, c: PortalRequest): Promise<ProvenOnce | undefined> => {
  const signIn = await signInOfBrowser(ctx, c);
  return signIn?.userId && signIn.firstFactor ? { ...signIn, userId: signIn.userId } : undefined;
};

const factorPage = (
  ctx: Context,
  c: PortalRequest,
  answer: { typed?: string; problem?: Problem } = {},
  status: 200 | 409 | 429 = 200,
) => c.html(secondFactorPage(translateFor(c), { ...frameOf(ctx, c, "/sign-in/second-factor"), ...answer }), status);

const problemOf = (c: PortalRequest, refusal: Exclude<SecondFactorJudged, { ok: true }>): Problem => {
  const t = translateFor(c);
  const text =
    refusal.reason === "wrong_code"
      ? t("reason.wrong_second_factor", { triesLeft: refusal.triesLeft })
      : t("reason.second_factor_over");
  return { reason: refusal.reason, text };
};
