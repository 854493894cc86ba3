import { Hono } from "hono";
import { endSession } from "../../actions/end-session.ts";
import type { Context } from "../../context.ts";
import { removeCookie } from "../../http/cookies.ts";
import { formValue } from "../../http/form-protection.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { readLoginName } from "../../policy/login-name.ts";
import { signInPath } from "../parts/account-choice.ts";
import type { Frame } from "../parts/frame.ts";
import { type SignIn, signInPage } from "../sign-in.ts";
import { beginAndRemember, countSignIn } from "./begin-sign-in.ts";
import { signInCeremony } from "./passkey-ceremony.ts";
import { keptWayBack, shownWayBack, storedWayBack } from "./way-back.ts";

/** The first page of a sign-in, and sign-out. The answers are the same for known and unknown names. */
export const signInRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>()
    .get("/sign-in", async (c) => {
      const { activation, interaction, to } = c.req.query();
      if (c.get("visit").viewer && (activation ?? interaction ?? to) === undefined) return c.redirect("/products", 303);
      return c.html(await firstPage(ctx, c, await shownWayBack(ctx, c)));
    })
    .post("/sign-in", async (c) => begin(ctx, limits, c))
    .post("/sign-out", async (c) => {
      const { viewer } = c.get("visit");
      if (viewer) await endSession(ctx, viewer.sessionId);
      removeCookie(c, "anykey_session");
      return c.redirect("/?signed-out", 303);
    });

const begin = async (ctx: Context, limits: RateLimits, c: PortalRequest) => {
  const typed = readLoginName(await formValue(c, "login")).text;
  if (typed === "") return c.html(await emptyLogin(ctx, c), 422);
  const withCode = (await formValue(c, "with")) !== "password";
  await countSignIn(ctx, limits, c, typed, withCode);
  await beginAndRemember(ctx, c, { typed, withCode, ...(await storedWayBack(ctx, c)) });
  return c.redirect("/sign-in/code", 303);
};

const emptyLogin = async (ctx: Context, c: PortalRequest) => {
  const problem = { reason: "login_empty", text: translateFor(c)("reason.login_empty") };
  return firstPage(ctx, c, { ...(await keptWayBack(ctx, c)), problem });
};

/** The page that asks who somebody is, by a name or a passkey. */
export const firstPage = async (ctx: Context, c: PortalRequest, facts: Omit<SignIn, keyof Frame | "ceremony">) => {
  const address = facts.activationId ? signInPath(facts.activationId, facts.as?.id) : "/sign-in";
  const frame = frameOf(ctx, c, c.req.method === "GET" ? undefined : address);
  const ceremony = await signInCeremony(ctx, c);
  return signInPage(translateFor(c), { ...frame, ...(ceremony && { ceremony }), ...facts });
};
