import { Hono } from "hono";
import { activateOrder } from "../../actions/activate-order.ts";
import type { Context } from "../../context.ts";
import { findActivation } from "../../db/activations.ts";
import { findAuthenticator } from "../../db/authenticators.ts";
import { findFullOrder } from "../../db/order-facts.ts";
import { findUserByEmail, type User } from "../../db/users.ts";
import { findLatestVerification, findVerificationByToken, type Verification } from "../../db/verifications.ts";
import { StepNotOpen } from "../../http/error-handler.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { type Candidate, decideActivation } from "../../policy/activation.ts";
import { isRepeatedPress, verificationStands } from "../../policy/verification.ts";
import { hashToken } from "../../secrets.ts";
import { listHeldSaas } from "../../db/licenses.ts";
import { confirmPage } from "../confirm.ts";
import { welcome } from "./activated.ts";
import { refusedActivation } from "./activation.ts";
import { type OpenedActivation, openedActivation } from "./opened-activation.ts";
import { refused } from "./refused.ts";
import { fullItems, orderSummary, shownItem } from "./shown-order.ts";
import { firstPage } from "./sign-in.ts";
import { startSession } from "./start-session.ts";
import { verificationOver } from "./verification-over.ts";

/** The last page before anything happens, reached by the code or by the mail's link, and its button. */
export const confirmRoutes = (ctx: Context) =>
  new Hono<PortalEnv>()
    .get("/activations/:id/confirm", async (c) => confirmation(ctx, c, await provenByCode(ctx, c)))
    .post("/activations/:id/confirm", async (c) => activate(ctx, c, await provenByCode(ctx, c)))
    .get("/verify/:token", async (c) => {
      const proven = await provenByLink(ctx, c);
      return proven ? confirmation(ctx, c, proven) : verificationOver(ctx, c, undefined, 404);
    })
    .post("/verify/:token", async (c) => {
      const proven = await provenByLink(ctx, c);
      return proven ? activate(ctx, c, proven) : verificationOver(ctx, c, undefined, 404);
    });

/** Whoever is here has shown that they read the mail: they typed its code in this browser, or hold its link. */
type Proven = { opened: OpenedActivation; verification: Verification; action: string };

const provenByCode = async (ctx: Context, c: PortalRequest): Promise<Proven> => {
  const opened = await openedActivation(ctx, c);
  const verification = await findLatestVerification(ctx.db, opened.activation.id);
  // Not the activation's state: the mail's reader may have activated by the link, and this browser knows only a key.
  if (!verification || verification.provenAt === null || !opened.ownBrowser)
    throw new StepNotOpen(opened.activation.id);
  return { opened, verification, action: `/activations/${opened.activation.id}/confirm` };
};

const provenByLink = async (ctx: Context, c: PortalRequest): Promise<Proven | undefined> => {
  const token = c.req.param("token") ?? "";
  const verification = await findVerificationByToken(ctx.db, hashToken(token));
  const activation = verification && (await findActivation(ctx.db, verification.activationId));
  const order = activation && (await findFullOrder(ctx.db, activation.orderId));
  const ownBrowser = activation?.browserHash.equals(hashToken(c.get("visit").browserToken)) ?? false;
  return order && { opened: { activation, order, ownBrowser }, verification, action: `/verify/${token}` };
};

/** Changes nothing: a mail scanner may load it. */
const confirmation = async (ctx: Context, c: PortalRequest, { opened, verification, action }: Proven) => {
  const { activation, order } = opened;
  const { viewer, language } = c.get("visit");
  if (activation.state === "activated" && viewer?.accountId === activation.accountId) {
    return c.redirect(`/activations/${activation.id}`, 303);
  }
  const open = decideActivation({ order, candidate: { is: "undecided" } }, ctx.now());
  if (!open.ok) return c.html(await refused(ctx, c, opened, open, await mailReader(ctx, verification, action)));
  const { email } = verification;
  if (!verificationStands(verification, ctx.now()).ok || email === null)
    return verificationOver(ctx, c, verification, 200);
  const user = await userOf(ctx, verification);
  if (await mustSignIn(ctx, c, verification, user)) return signInFirst(ctx, c, opened, verification, email);
  const decision = decideActivation({ order, candidate: await candidateOf(ctx, user) }, ctx.now());
  if (!decision.ok) return c.html(await refused(ctx, c, opened, decision, { path: action }));
  const converting = new Set(decision.convert.map(({ item }) => item.licenseId));
  const page = confirmPage(translateFor(c), {
    ...frameOf(ctx, c, action),
    action,
    order: orderSummary(order),
    items: fullItems(order, decision.register).map((item) => shownItem(item, language, converting)),
    email,
    accountExists: user !== undefined,
  });
  return c.html(page);
};

/** Whoever reads the mail of an address may be told what the account of this address did. */
const mailReader = async (ctx: Context, verification: Verification, path: string) => ({
  path,
  mailAccountId: (await userOf(ctx, verification))?.accountId ?? null,
});

const userOf = async (ctx: Context, { emailIdentity }: Verification): Promise<User | undefined> =>
  emailIdentity === null ? undefined : findUserByEmail(ctx.db, emailIdentity);

const candidateOf = async (ctx: Context, user: User | undefined): Promise<Candidate> =>
  user
    ? { is: "account", accountId: user.accountId, held: await listHeldSaas(ctx.db, user.accountId) }
    : { is: "new_account" };

/**
 * What stands in the way inside an account is told to its users only; and where a sign-in asks for an app's code, the mail
 * alone opens nothing, even one that went out before the address had its account.
 */
const mustSignIn = async (ctx: Context, c: PortalRequest, { knownUser }: Verification, user: User | undefined) => {
  const { viewer } = c.get("visit");
  if (viewer && viewer.userId === user?.id) return false;
  return knownUser || (user !== undefined && Boolean((await findAuthenticator(ctx.db, user.id))?.confirmedAt));
};

/** The address has an account: its owner signs in, and comes back to this link. */
const signInFirst = async (
  ctx: Context,
  c: PortalRequest,
  { activation, ownBrowser }: OpenedActivation,
  verification: Verification,
  email: string,
) => {
  const page = await firstPage(ctx, c, {
    ...(ownBrowser && { activationId: activation.id }),
    verificationToken: ctx.secrets.linkToken(verification.id),
    as: { id: "mail", hint: email },
    typed: email,
  });
  return c.html(page);
};

const activate = async (ctx: Context, c: PortalRequest, { opened, verification, action }: Proven) => {
  const { viewer } = c.get("visit");
  const user = await userOf(ctx, verification);
  if (await mustSignIn(ctx, c, verification, user)) return c.redirect(action, 303);
  const claim = verification.knownUser && viewer ? { userId: viewer.userId } : { verificationId: verification.id };
  const { id: activationId } = opened.activation;
  const outcome = await activateOrder(ctx, { activationId, claim });
  if (!outcome.ok) {
    const over = outcome.reason === "verification_expired" || outcome.reason === "too_many_codes";
    if (over) return verificationOver(ctx, c, verification, 409);
    return refusedActivation(ctx, c, opened, outcome, await mailReader(ctx, verification, action));
  }
  const usedAt = verification.endedAt ?? ctx.now();
  if (outcome.repeated && !isRepeatedPress(usedAt, ctx.now())) return c.redirect(action, 303);
  if (!verification.knownUser) await startSession(ctx, c, outcome.userId, "activation");
  return welcome(ctx, c, outcome);
};
