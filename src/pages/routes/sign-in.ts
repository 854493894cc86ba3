import { Hono } from "hono";
import { beginSignIn, resendSignInCode } from "../../actions/begin-sign-in.ts";
import { completeSignIn, type SignInCompleted } from "../../actions/complete-sign-in.ts";
import { keepDecision } from "../../actions/keep-decision.ts";
import { endSession } from "../../actions/end-session.ts";
import type { Context } from "../../context.ts";
import { findSignIn, type SignIn } from "../../db/sign-ins.ts";
import { findVerification, findVerificationByToken } from "../../db/verifications.ts";
import { clientNetwork } from "../../http/client-address.ts";
import { readCookie, removeCookie, writeCookie } from "../../http/cookies.ts";
import { formValue } from "../../http/form-protection.ts";
import { interactionPath, isInteractionUid } from "../../http/interaction-uid.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { isUuid } from "../../http/uuid.ts";
import { readLoginName } from "../../policy/login-name.ts";
import { resendPossibleAt } from "../../policy/verification.ts";
import { hashToken } from "../../secrets.ts";
import { type SignInCode, signInCodePage } from "../sign-in-code.ts";
import { signInPath } from "../parts/account-choice.ts";
import { type SignIn as SignInFacts, signInPage } from "../sign-in.ts";
import { accountHints } from "./account-hints.ts";
import { activationOfBrowser } from "./opened-activation.ts";
import { replaceSession } from "./start-session.ts";

/** Sign-in with an e-mailed code, and sign-out. The answers are the same for known and unknown names. */
export const signInRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>()
    .get("/sign-in", async (c) => {
      const { activation, as, interaction } = c.req.query();
      const interrupts = activation !== undefined || interaction !== undefined;
      if (c.get("visit").viewer && !interrupts) return c.redirect("/products", 303);
      const back = { ...(await wayBack(ctx, c, activation, as)), ...consoleWayBack(interaction) };
      return c.html(signInPage(translateFor(c), { ...frameOf(ctx, c), ...back }));
    })
    .post("/sign-in", async (c) => begin(ctx, limits, c))
    .get("/sign-in/code", async (c) => codePage(ctx, c, await signInOfBrowser(ctx, c)))
    .post("/sign-in/code", async (c) => {
      const signIn = await signInOfBrowser(ctx, c);
      if (!signIn) return c.redirect("/sign-in", 303);
      await limits.count("code/client", clientNetwork(c.get("visit").clientAddress));
      const typed = await formValue(c, "code");
      const userAgent = c.req.header("user-agent") ?? "";
      const completed = await completeSignIn(ctx, { signInId: signIn.id, typedCode: typed, userAgent });
      return completed.ok
        ? signedIn(ctx, c, completed)
        : codePage(ctx, c, signIn, { typed, ...codeProblem(c, completed) }, 409);
    })
    .post("/sign-in/send-again", async (c) => {
      const signIn = await signInOfBrowser(ctx, c);
      if (!signIn) return c.redirect("/sign-in", 303);
      await countSignIn(limits, c, signIn.typed);
      return sendAgain(ctx, c, signIn);
    })
    .post("/sign-out", async (c) => {
      const { viewer } = c.get("visit");
      if (viewer) await endSession(ctx, viewer.sessionId);
      removeCookie(c, "anykey_session");
      return c.redirect("/", 303);
    });

/** The activation that the sign-in interrupts, and the account that its preview named. */
const wayBack = async (
  ctx: Context,
  c: PortalRequest,
  activationId: string | undefined,
  as: string | undefined,
): Promise<Pick<SignInFacts, "activationId" | "as">> => {
  const opened = await activationOfBrowser(ctx, c, activationId);
  if (!opened) return {};
  const hint = as === undefined ? undefined : (await accountHints(ctx, opened.order)).find(({ id }) => id === as);
  return { activationId: opened.activation.id, ...(hint && { as: { id: hint.id, hint: hint.hint } }) };
};

/** The console's sign-in that waits for this one. */
const consoleWayBack = (uid: string | undefined) => (isInteractionUid(uid) ? { interactionUid: uid } : {});

const begin = async (ctx: Context, limits: RateLimits, c: PortalRequest) => {
  const typed = readLoginName(await formValue(c, "login")).text;
  if (typed === "") return c.html(await emptyLogin(ctx, c), 422);
  await countSignIn(limits, c, typed);
  const opened = await activationOfBrowser(ctx, c, await formValue(c, "activation"));
  const token = await formValue(c, "verification");
  const verification = token === "" ? undefined : await findVerificationByToken(ctx.db, hashToken(token));
  await beginAndRemember(ctx, c, {
    typed,
    activationId: opened?.activation.id ?? null,
    verificationId: verification?.id ?? null,
    interactionUid: consoleWayBack(await formValue(c, "interaction")).interactionUid ?? null,
  });
  return c.redirect("/sign-in/code", 303);
};

const emptyLogin = async (ctx: Context, c: PortalRequest) => {
  const t = translateFor(c);
  const verificationToken = await formValue(c, "verification");
  const way = await wayBack(ctx, c, await formValue(c, "activation"), await formValue(c, "as"));
  return signInPage(t, {
    ...frameOf(ctx, c, way.activationId ? signInPath(way.activationId, way.as?.id) : "/sign-in"),
    ...way,
    ...(verificationToken !== "" && { verificationToken }),
    ...consoleWayBack(await formValue(c, "interaction")),
    problem: { reason: "login_empty", text: t("reason.login_empty") },
  });
};

/** Counted before we know whether the name has a user: a limit that skips unknown ones tells them apart. */
const countSignIn = async (limits: RateLimits, c: PortalRequest, typed: string) => {
  await limits.count("sign-in/client", clientNetwork(c.get("visit").clientAddress));
  await limits.count("sign-in/address", readLoginName(typed).identity);
};

const beginAndRemember = async (
  ctx: Context,
  c: PortalRequest,
  wish: Pick<SignIn, "typed" | "activationId" | "verificationId" | "interactionUid">,
): Promise<string> => {
  const { browserToken, language } = c.get("visit");
  const { signInId } = await beginSignIn(ctx, { ...wish, browserToken, language });
  writeCookie(c, ctx.config.publicUrl, "anykey_sign_in", signInId);
  return signInId;
};

/** Where the code is over, by time or by wrong tries, another one is sent. */
const sendAgain = async (ctx: Context, c: PortalRequest, signIn: SignIn) => {
  const resent = await resendSignInCode(ctx, signIn.id, c.get("visit").language);
  if (!resent.ok && resent.reason === "too_early") return codePage(ctx, c, signIn, { tooEarly: true }, 409);
  const id = resent.ok ? signIn.id : await beginAndRemember(ctx, c, signIn);
  return codePage(ctx, c, await findSignIn(ctx.db, id), { sentAgain: true });
};

const signedIn = async (ctx: Context, c: PortalRequest, completed: Extract<SignInCompleted, { ok: true }>) => {
  await replaceSession(ctx, c, completed.sessionToken);
  removeCookie(c, "anykey_sign_in");
  const activationId = completed.activationId ?? (await activationOfMail(ctx, completed.verificationId));
  if (activationId) await keepDecision(ctx, activationId, completed.userId);
  if (completed.verificationId) return c.redirect(`/verify/${ctx.secrets.linkToken(completed.verificationId)}`, 303);
  if (completed.interactionUid) return c.redirect(interactionPath(completed.interactionUid), 303);
  return c.redirect(completed.activationId ? `/activations/${completed.activationId}` : "/products", 303);
};

/** Somebody who came by the link of a mail may use another browser than the one that entered the key. */
const activationOfMail = async (ctx: Context, verificationId: string | null): Promise<string | undefined> =>
  verificationId === null ? undefined : (await findVerification(ctx.db, verificationId))?.activationId;

/** The sign-in that this browser began: its id alone is worth nothing elsewhere. */
const signInOfBrowser = async (ctx: Context, c: PortalRequest): Promise<SignIn | undefined> => {
  const id = readCookie(c, "anykey_sign_in");
  const signIn = isUuid(id) ? await findSignIn(ctx.db, id) : undefined;
  return signIn?.browserHash.equals(hashToken(c.get("visit").browserToken)) ? signIn : undefined;
};

type Answer = Pick<SignInCode, "typed" | "problem" | "sentAgain" | "tooEarly">;

const codePage = (
  ctx: Context,
  c: PortalRequest,
  signIn: SignIn | undefined,
  answer: Answer = {},
  status: 200 | 409 = 200,
) => {
  // Also for the back button: whoever is signed in goes on from there to their products.
  if (!signIn) return c.redirect("/sign-in", 303);
  const possibleAt = resendPossibleAt(signIn.sentAt, ctx.config.resendCooldownSeconds);
  const page = signInCodePage(translateFor(c), {
    ...frameOf(ctx, c, "/sign-in/code"),
    login: signIn.typed,
    ...(signIn.activationId && { activationId: signIn.activationId }),
    ...(signIn.interactionUid && { interactionUid: signIn.interactionUid }),
    expiresAt: signIn.expiresAt,
    resendInSeconds: Math.max(0, Math.ceil((possibleAt.getTime() - ctx.now().getTime()) / 1000)),
    ...answer,
  });
  return c.html(page, status);
};

const codeProblem = (c: PortalRequest, refusal: Exclude<SignInCompleted, { ok: true }>): Answer => {
  const t = translateFor(c);
  switch (refusal.reason) {
    case "wrong_code":
      return { problem: { reason: refusal.reason, text: t("reason.wrong_code", { triesLeft: refusal.triesLeft }) } };
    case "too_many_codes":
      return { problem: { reason: refusal.reason, text: t("reason.too_many_sign_in_codes") } };
    case "sign_in_over":
      return { problem: { reason: "sign_in_code_expired", text: t("reason.sign_in_code_expired") } };
  }
};
