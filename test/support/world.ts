import { acceptAgreement } from "../../src/actions/accept-agreement.ts";
import { type ActivateOrder, activateOrder } from "../../src/actions/activate-order.ts";
import { openOrder } from "../../src/actions/open-order.ts";
import { proveAddress } from "../../src/actions/prove-address.ts";
import { recordAccount } from "../../src/actions/record-account.ts";
import { type NewOrder, recordOrder } from "../../src/actions/record-order.ts";
import { requestVerification } from "../../src/actions/request-verification.ts";
import { setPassword } from "../../src/actions/set-password.ts";
import type { Context } from "../../src/context.ts";
import { inTransaction } from "../../src/db/client.ts";
import { findOrderByNumber } from "../../src/db/orders.ts";
import { findUserByEmail, type User } from "../../src/db/users.ts";
import { findLatestVerification } from "../../src/db/verifications.ts";
import { hashPassword } from "../../src/password-hash.ts";
import { parseEmail } from "../../src/policy/email-address.ts";
import { type AccountWishes, freshEmail, newAccount, newOrder, type OrderWishes } from "./sample-order.ts";

export type TestOrder = NewOrder & { id: string; keys: string[] };

/** Puts customers, orders and attempts into the database, through the actions that do it for real. */
export const world = (ctx: Context) => ({
  order: (wishes?: OrderWishes) => recordedOrder(ctx, newOrder(wishes)),
  account: (wishes?: AccountWishes) => recordedAccount(ctx, wishes),
  passwordOf: (user: User, password?: string) => passwordOf(ctx, user, password),
  openedActivation: (order: TestOrder, key?: string) => openedActivation(ctx, order, key),
  agreedActivation: (order: TestOrder, key?: string) => agreedActivation(ctx, order, key),
  requestedActivation: (order: TestOrder, email?: string) => requestedActivation(ctx, order, email),
  verifiedActivation: (order: TestOrder, email?: string) => verifiedActivation(ctx, order, email),
  signedInActivation: (order: TestOrder, user: User) => signedInActivation(ctx, order, user),
  activated: (order: TestOrder, email?: string) => activated(ctx, order, email),
  accountsHolding: (order: TestOrder) => accountsHolding(ctx, order),
  licensesOf: (order: TestOrder) => licensesOf(ctx, order),
  mailsTo: (address: string) => mailsTo(ctx, address),
  eventsOf: (subject: string) => eventsOf(ctx, subject),
});

/** Records the order as it stands and answers it with its id and every key that opens it. */
export const recordedOrder = async (ctx: Context, order: NewOrder): Promise<TestOrder> => {
  const recorded = await recordOrder(ctx, order, "test");
  if (!recorded.ok) throw new Error(`${order.orderNumber} was refused: ${JSON.stringify(recorded)}`);
  const row = await findOrderByNumber(ctx.db, order.orderNumber);
  const keys = order.items.flatMap((item) => [item.registrationKey ?? [], item.activationCode ?? []].flat());
  return { ...order, id: row?.id as string, keys };
};

const recordedAccount = async (ctx: Context, wishes?: AccountWishes): Promise<User> => {
  const account = newAccount(wishes);
  const recorded = await recordAccount(ctx, account, "test");
  if (!recorded.ok) throw new Error(`${account.email} was refused: ${JSON.stringify(recorded)}`);
  return userOf(ctx, account.emailIdentity);
};

/** Sets a user's password as the link of a mail does, and answers it. */
const passwordOf = async (ctx: Context, user: User, password = "wholesale otter lemonade"): Promise<string> => {
  const hash = await hashPassword(password);
  await inTransaction(ctx.db, (tx) => setPassword(ctx, tx, { userId: user.id, hash, by: "link", keepSessionId: null }));
  return password;
};

const userOf = async (ctx: Context, emailIdentity: string): Promise<User> => {
  const user = await findUserByEmail(ctx.db, emailIdentity);
  if (!user) throw new Error(`${emailIdentity} has no user.`);
  return user;
};

const openedActivation = async (ctx: Context, order: TestOrder, typed = order.keys[0] ?? ""): Promise<string> => {
  const opened = await openOrder(ctx, { typed, browserToken: "test browser", language: "en", userId: null });
  if (!opened.ok) throw new Error(`${typed} opens nothing: ${opened.reason}`);
  return opened.activationId;
};

/** An attempt in the original process at which the license agreement was accepted. */
const agreedActivation = async (ctx: Context, order: TestOrder, key?: string): Promise<string> => {
  const activationId = await openedActivation(ctx, order, key);
  await acceptAgreement(ctx, activationId, null);
  return activationId;
};

const parsedEmail = (typed: string) => {
  const parsed = parseEmail(typed);
  if (!parsed.ok) throw new Error(`${typed} is no e-mail address.`);
  return parsed;
};

/** An activation whose verification mail is out. */
const requestedActivation = async (ctx: Context, order: TestOrder, email = freshEmail()) => {
  const activationId = await openedActivation(ctx, order);
  const requested = await requestVerification(ctx, { activationId, email: parsedEmail(email), language: "en" });
  if (!requested.ok) throw new Error(`${email} was refused: ${requested.reason}`);
  const verification = await findLatestVerification(ctx.db, activationId);
  if (!verification) throw new Error(`Activation ${activationId} has no verification.`);
  return { activationId, verificationId: verification.id, code: ctx.secrets.code(verification.id), email };
};

/** An activation at its confirm page: the address is proven, the button is not pressed. */
const verifiedActivation = async (ctx: Context, order: TestOrder, email?: string): Promise<ActivateOrder> => {
  const { activationId, verificationId, code } = await requestedActivation(ctx, order, email);
  const proven = await proveAddress(ctx, activationId, code);
  if (!proven.ok) throw new Error(`The code proved nothing: ${proven.reason}`);
  return { activationId, claim: { verificationId } };
};

/** The same for somebody who is signed in. */
const signedInActivation = async (ctx: Context, order: TestOrder, user: User): Promise<ActivateOrder> => ({
  activationId: await openedActivation(ctx, order),
  claim: { userId: user.id },
});

/** Activates the order for a new customer with this address, and answers the new account's owner. */
const activated = async (ctx: Context, order: TestOrder, email = freshEmail()): Promise<User> => {
  const outcome = await activateOrder(ctx, await verifiedActivation(ctx, order, email));
  if (!outcome.ok) throw new Error(`${order.orderNumber} was not activated: ${outcome.reason}`);
  return userOf(ctx, email);
};

const licensesOf = (ctx: Context, order: TestOrder) =>
  ctx.db
    .selectFrom("orderItems")
    .innerJoin("licenses", "licenses.id", "orderItems.licenseId")
    .selectAll("licenses")
    .select(["orderItems.line", "orderItems.appliedAt"])
    .where("orderItems.orderId", "=", order.id)
    .orderBy("orderItems.line")
    .execute();

const accountsHolding = async (ctx: Context, order: TestOrder): Promise<string[]> => {
  const licenses = await licensesOf(ctx, order);
  return [...new Set(licenses.flatMap((license) => license.accountId ?? []))];
};

const mailsTo = (ctx: Context, address: string) =>
  ctx.db.selectFrom("mails").selectAll().where("recipient", "=", address).orderBy("queuedAt").orderBy("id").execute();

const eventsOf = (ctx: Context, subject: string) =>
  ctx.db.selectFrom("auditEvents").selectAll().where("subject", "=", subject).orderBy("entry").execute();
