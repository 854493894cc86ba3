import type { Context } from "../context.ts";
import { insertAccount, lockAccount } from "../db/accounts.ts";
import type { Activation } from "../db/activations.ts";
import type { Tx } from "../db/client.ts";
import type { FullOrder } from "../db/order-facts.ts";
import { findUser, findUserByEmail, insertUser, type User } from "../db/users.ts";
import { findVerification, type Verification } from "../db/verifications.ts";
import { normaliseCompanyName } from "../policy/company-name.ts";
import { emailDomain } from "../policy/email-address.ts";
import { mayDo } from "../policy/permissions.ts";
import { likelyTimeZone } from "../policy/time-zone.ts";
import { type VerificationRefusal, verificationStands } from "../policy/verification.ts";
import { proveFirstTime } from "./prove-first-time.ts";

/** Who wants the order: somebody signed in, or the holder of an address that a mail has proven. */
export type Claim = { userId: string } | { verificationId: string };

/** The address got a user from a rival transaction after it was looked for. */
export class RivalAccount extends Error {}

type Claimant =
  | { ok: true; user: User; verificationId?: string }
  | { ok: true; user: undefined; verificationId: string; email: string; emailIdentity: string };

type Refused = VerificationRefusal | { ok: false; reason: "role_cannot_activate" };

/** Finds who gets the order and holds their account, so that two conflicting orders of one account wait for each other. */
export const lockClaimant = async (
  ctx: Context,
  tx: Tx,
  claim: Claim,
  activation: Activation,
): Promise<Claimant | Refused> => {
  if ("userId" in claim) return lockUser(tx, await findUser(tx, claim.userId));
  const verification = await findVerification(tx, claim.verificationId);
  if (!verification || verification.activationId !== activation.id || verification.knownUser) {
    throw new Error(`Verification ${claim.verificationId} proves nothing for activation ${activation.id}.`);
  }
  const stands = verificationStands(verification, ctx.now());
  if (!stands.ok) return stands;
  return provenClaimant(ctx, tx, verification);
};

/** An address that got its account meanwhile is proven by the mail: the order goes to that account, by all the rules. */
const provenClaimant = async (ctx: Context, tx: Tx, verification: Verification): Promise<Claimant | Refused> => {
  const { id: verificationId, email, emailIdentity } = verification;
  if (email === null || emailIdentity === null) throw new Error(`Verification ${verificationId} lost its address.`);
  const user = await findUserByEmail(tx, emailIdentity);
  if (!user) return { ok: true, user: undefined, verificationId, email, emailIdentity };
  await proveFirstTime(ctx, tx, user, false);
  const locked = await lockUser(tx, { ...user, emailVerifiedAt: user.emailVerifiedAt ?? ctx.now() });
  return locked.ok ? { ...locked, verificationId } : locked;
};

/** Holds the account of somebody who is signed in, where their role may give it something. */
export const lockUser = async (
  tx: Tx,
  user: User | undefined,
): Promise<{ ok: true; user: User } | { ok: false; reason: "role_cannot_activate" }> => {
  if (!user || !mayDo(user.role, "activate")) return { ok: false, reason: "role_cannot_activate" };
  await lockAccount(tx, user.accountId);
  // Read again: while this waited they may have been removed or given another role.
  const now = await findUser(tx, user.id);
  return now && mayDo(now.role, "activate") ? { ok: true, user } : { ok: false, reason: "role_cannot_activate" };
};

/** A new account of the account-based process: an e-mail address alone; company and country come from the order. */
export const createAccountOf = async (
  ctx: Context,
  tx: Tx,
  proven: { email: string; emailIdentity: string },
  order: FullOrder,
  activation: Activation,
): Promise<User> => {
  const accountId = ctx.newId();
  const now = ctx.now();
  const { company, country, customerNumber } = order.row;
  await insertAccount(tx, {
    id: accountId,
    company,
    companyKey: normaliseCompanyName(company),
    country,
    customerNumber,
    language: activation.language,
    timeZone: likelyTimeZone(country),
    origin: "account_based",
    createdAt: now,
  });
  const user: User = {
    id: ctx.newId(),
    accountId,
    email: proven.email,
    emailIdentity: proven.emailIdentity,
    emailDomain: emailDomain(proven.emailIdentity),
    emailVerifiedAt: now,
    role: "owner",
    firstName: null,
    lastName: null,
    phone: null,
    language: activation.language,
    createdAt: now,
    signedInAt: null,
  };
  if (!(await insertUser(tx, user))) throw new RivalAccount();
  return user;
};
