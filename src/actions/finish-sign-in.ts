import type { Context } from "../context.ts";
import { findAuthenticator } from "../db/authenticators.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import { findPassword } from "../db/passwords.ts";
import { markFirstFactor, markSignInEnded, type SignIn, type WayBack, wayBackOf } from "../db/sign-ins.ts";
import { findUser } from "../db/users.ts";
import { isRepeatedPress, MAX_WRONG_CODES } from "../policy/verification.ts";
import { insertNewSession } from "./begin-session.ts";
import { enqueueMail } from "./enqueue-mail.ts";
import { proveFirstTime } from "./prove-first-time.ts";
import { insertUserEvent } from "./user-events.ts";

/** The browser that signs in, and whom it has signed in before. */
export type SigningBrowser = {
  userAgent: string;
  knows(userId: string, password: { setAt: Date } | undefined): boolean;
};

export type SignedInUser = { ok: true; userId: string; sessionToken: string } & WayBack;

export type SecondFactorNeeded = { ok: false; reason: "second_factor_needed" };

/** How somebody proved who they are; a second factor was given where the user has one. */
export type SignInProof = {
  by: "code" | "password" | "passkey" | "activation" | "registration" | "invitation";
  secondFactor?: "totp" | "recovery_code";
};

/** A double press sends the right code twice, and the browser shows the answer to the second one. */
export const signInStands = ({ endedAt, expiresAt, wrongCodes }: SignIn, now: Date): boolean =>
  expiresAt > now && (endedAt === null || (wrongCodes < MAX_WRONG_CODES && isRepeatedPress(endedAt, now)));

/** The first factor was right: that is all, or a second one is asked for. */
export const passFirstFactor = async (
  ctx: Context,
  tx: Tx,
  signIn: SignIn & { userId: string },
  by: "code" | "password",
  browser: SigningBrowser,
): Promise<SignedInUser | SecondFactorNeeded> => {
  if (by === "code") await proveAddress(ctx, tx, signIn.userId, browser);
  const authenticator = await findAuthenticator(tx, signIn.userId);
  if (authenticator?.confirmedAt) {
    await markFirstFactor(tx, signIn.id, by);
    return { ok: false, reason: "second_factor_needed" };
  }
  return endSignIn(ctx, tx, signIn, { by }, browser);
};

const proveAddress = async (ctx: Context, tx: Tx, userId: string, browser: SigningBrowser): Promise<void> => {
  const user = await findUser(tx, userId);
  if (!user) throw new Error(`User ${userId} is gone.`);
  await proveFirstTime(ctx, tx, user, browser.knows(userId, await findPassword(tx, userId)));
};

/** Everything is proven: the attempt is over and the session begins. */
export const endSignIn = async (
  ctx: Context,
  tx: Tx,
  signIn: SignIn & { userId: string },
  proof: SignInProof,
  browser: SigningBrowser,
): Promise<SignedInUser> => {
  await markSignInEnded(tx, signIn.id, ctx.now());
  const { userId } = signIn;
  const sessionToken = await signInUser(ctx, tx, userId, proof, browser);
  return { ok: true, userId, sessionToken, ...wayBackOf(signIn) };
};

/** Signs in whoever just became a user or proved an address on another way than a sign-in. */
export const signInBy = (
  ctx: Context,
  userId: string,
  by: SignInProof["by"],
  browser: SigningBrowser,
): Promise<string> => inTransaction(ctx.db, (tx) => signInUser(ctx, tx, userId, { by }, browser));

/** Begins the session. A browser that was not seen before is told by mail. */
export const signInUser = async (
  ctx: Context,
  tx: Tx,
  userId: string,
  proof: SignInProof,
  browser: SigningBrowser,
): Promise<string> => {
  const user = await findUser(tx, userId);
  if (!user) throw new Error(`User ${userId} is gone.`);
  await insertUserEvent(ctx, tx, { userId, accountId: user.accountId }, "user.signed_in", proof);
  const session = await insertNewSession(ctx, tx, userId, browser.userAgent);
  const { email: recipient, language } = user;
  if (user.signedInAt !== null && !browser.knows(userId, await findPassword(tx, userId)))
    await enqueueMail(ctx, tx, { kind: "new-device", recipient, language, subjectId: session.id });
  return session.token;
};
