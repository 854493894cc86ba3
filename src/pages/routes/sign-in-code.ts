import { Hono } from "hono";
import { resendSignInCode } from "../../actions/begin-sign-in.ts";
import { completeSignIn, type SignInCompleted } from "../../actions/complete-sign-in.ts";
import type { SecondFactorNeeded } from "../../actions/finish-sign-in.ts";
import { type PasswordJudged, signInWithPassword } from "../../actions/sign-in-with-password.ts";
import type { Context } from "../../context.ts";
import { findSignIn, type SignIn } from "../../db/sign-ins.ts";
import { clientNetwork } from "../../http/client-address.ts";
import { formValue } from "../../http/form-protection.ts";
import { type RateLimits, TooManyTries } from "../../http/rate-limits.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { resendPossibleAt } from "../../policy/verification.ts";
import { type SignInCode, signInCodePage } from "../sign-in-code.ts";
import { beginAndRemember, countSignIn } from "./begin-sign-in.ts";
import { signedIn, signInOfBrowser } from "./finish-sign-in.ts";
import { signingBrowser } from "./start-session.ts";
import { judgedSlowly } from "./password-tries.ts";
import { provesOwnAddress } from "./prove-own-address.ts";

/** The second page of a sign-in: the code from the mail, or the password. */
export const signInCodeRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>()
    .get("/sign-in/code", async (c) => codePage(ctx, c, await signInOfBrowser(ctx, c)))
    .post("/sign-in/code", async (c) => {
      const signIn = await signInOfBrowser(ctx, c);
      if (!signIn) return c.redirect("/sign-in", 303);
      const [typed, password] = [(await formValue(c, "code")).trim(), await formValue(c, "password")];
      // A password program may have filled in the password of somebody who types the code.
      if (typed !== "") return withCode(ctx, limits, c, signIn, typed);
      return password === "" ? nothingTyped(ctx, c, signIn) : withPassword(ctx, limits, c, signIn, password);
    })
    .post("/sign-in/send-again", async (c) => {
      const signIn = await signInOfBrowser(ctx, c);
      if (!signIn) return c.redirect("/sign-in", 303);
      await countSignIn(ctx, limits, c, signIn.typed);
      return sendAgain(ctx, c, signIn);
    });

const withCode = async (ctx: Context, limits: RateLimits, c: PortalRequest, signIn: SignIn, typed: string) => {
  await limits.count("code/client", clientNetwork(c.get("visit").clientAddress));
  const browser = signingBrowser(ctx, c);
  const completed = await completeSignIn(ctx, { signInId: signIn.id, typedCode: typed, browser });
  return answer(ctx, c, signIn, completed, { typed });
};

const withPassword = async (ctx: Context, limits: RateLimits, c: PortalRequest, signIn: SignIn, password: string) => {
  try {
    const browser = signingBrowser(ctx, c);
    const judged = await judgedSlowly(ctx, limits, c, signIn, () =>
      signInWithPassword(ctx, { signInId: signIn.id, password, browser }),
    );
    return answer(ctx, c, signIn, judged);
  } catch (error) {
    if (!(error instanceof TooManyTries)) throw error;
    c.header("retry-after", String(error.retryAfterSeconds));
    const text = translateFor(c)("reason.password_slowed_down", { seconds: error.retryAfterSeconds });
    return codePage(ctx, c, signIn, { passwordProblem: { reason: "password_slowed_down", text } }, 429);
  }
};

const nothingTyped = (ctx: Context, c: PortalRequest, signIn: SignIn) => {
  const key = signIn.codeSent ? "reason.sign_in_empty" : "reason.password_empty";
  const problem = { reason: "sign_in_empty", text: translateFor(c)(key) };
  return codePage(ctx, c, signIn, signIn.codeSent ? { problem } : { passwordProblem: problem }, 422);
};

const answer = (
  ctx: Context,
  c: PortalRequest,
  signIn: SignIn,
  outcome: SignInCompleted | PasswordJudged,
  typed: Answer = {},
) => {
  if (outcome.ok) return signedIn(ctx, c, outcome);
  if (outcome.reason === "second_factor_needed") return c.redirect("/sign-in/second-factor", 303);
  return codePage(ctx, c, signIn, { ...typed, ...problemOf(c, signIn, outcome) }, 409);
};

/** Where the code is over, by time or by wrong tries, another one is sent. */
const sendAgain = async (ctx: Context, c: PortalRequest, signIn: SignIn) => {
  const resent = await resendSignInCode(ctx, signIn.id, c.get("visit").language);
  if (!resent.ok && resent.reason === "too_early") return codePage(ctx, c, signIn, { tooEarly: true }, 409);
  const id = resent.ok ? signIn.id : await beginAndRemember(ctx, c, { ...signIn, withCode: true });
  return codePage(ctx, c, await findSignIn(ctx.db, id), { sentAgain: signIn.codeSent });
};

type Answer = Pick<SignInCode, "typed" | "problem" | "passwordProblem" | "sentAgain" | "tooEarly">;

const codePage = async (
  ctx: Context,
  c: PortalRequest,
  signIn: SignIn | undefined,
  answer: Answer = {},
  status: 200 | 409 | 422 | 429 = 200,
) => {
  // Also for the back button: whoever is signed in goes on from there to their products.
  if (!signIn) return c.redirect("/sign-in", 303);
  const possibleAt = resendPossibleAt(signIn.sentAt, ctx.config.resendCooldownSeconds);
  const page = signInCodePage(translateFor(c), {
    ...frameOf(ctx, c, "/sign-in/code"),
    login: signIn.typed,
    codeSent: signIn.codeSent,
    provesAddress: await provesOwnAddress(ctx, c, signIn),
    ...(signIn.activationId && { activationId: signIn.activationId }),
    ...(signIn.interactionUid && { interactionUid: signIn.interactionUid }),
    ...(signIn.leadsTo && { leadsTo: signIn.leadsTo }),
    expiresAt: signIn.expiresAt,
    resendInSeconds: Math.max(0, Math.ceil((possibleAt.getTime() - ctx.now().getTime()) / 1000)),
    ...answer,
  });
  return c.html(page, status);
};

type Refusal = Exclude<SignInCompleted | PasswordJudged, { ok: true } | SecondFactorNeeded>;

const problemOf = (c: PortalRequest, signIn: SignIn, refusal: Refusal): Answer => {
  const t = translateFor(c);
  switch (refusal.reason) {
    case "wrong_code":
      return { problem: { reason: refusal.reason, text: t("reason.wrong_code", { triesLeft: refusal.triesLeft }) } };
    case "too_many_codes":
      return { problem: { reason: refusal.reason, text: t("reason.too_many_sign_in_codes") } };
    case "wrong_password":
      return { passwordProblem: { reason: refusal.reason, text: t("reason.wrong_password") } };
    case "sign_in_over": {
      const problem = { reason: "sign_in_code_expired", text: t("reason.sign_in_code_expired") };
      return signIn.codeSent ? { problem } : { passwordProblem: problem };
    }
  }
};
