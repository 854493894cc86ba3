import type { SignedInUser } from "../../actions/finish-sign-in.ts";
import { keepDecision } from "../../actions/keep-decision.ts";
import type { Context } from "../../context.ts";
import { findSignIn, type SignIn } from "../../db/sign-ins.ts";
import { findVerification } from "../../db/verifications.ts";
import { readCookie, removeCookie } from "../../http/cookies.ts";
import { interactionPath } from "../../http/interaction-uid.ts";
import { isUuid } from "../../http/uuid.ts";
import type { PortalRequest } from "../../http/visit.ts";
import { hashToken } from "../../secrets.ts";
import { replaceSession } from "./start-session.ts";

/** Where every sign-in ends, whichever way it took: the browser gets its session and goes back to what it interrupted. */
export const signedIn = async (ctx: Context, c: PortalRequest, completed: SignedInUser) => {
  await replaceSession(ctx, c, completed.userId, completed.sessionToken);
  removeCookie(c, "anykey_sign_in");
  const activationId = completed.activationId ?? (await activationOfMail(ctx, completed.verificationId));
  if (activationId) await keepDecision(ctx, activationId, completed.userId);
  if (completed.verificationId) return c.redirect(`/verify/${ctx.secrets.linkToken(completed.verificationId)}`, 303);
  if (completed.interactionUid) return c.redirect(interactionPath(completed.interactionUid), 303);
  if (completed.leadsTo) return c.redirect(`/${completed.leadsTo}`, 303);
  return c.redirect(completed.activationId ? `/activations/${completed.activationId}` : "/products", 303);
};

/** Somebody who came by the link of a mail may use another browser than the one that entered the key. */
const activationOfMail = async (ctx: Context, verificationId: string | null): Promise<string | undefined> =>
  verificationId === null ? undefined : (await findVerification(ctx.db, verificationId))?.activationId;

/** The sign-in that this browser began: its id alone is worth nothing elsewhere. */
export const signInOfBrowser = async (ctx: Context, c: PortalRequest): Promise<SignIn | undefined> => {
  const id = readCookie(c, "anykey_sign_in");
  const signIn = isUuid(id) ? await findSignIn(ctx.db, id) : undefined;
  return signIn?.browserHash.equals(hashToken(c.get("visit").browserToken)) ? signIn : undefined;
};
