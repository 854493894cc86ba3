import { activateOrder, type ActivateOrder, type OrderActivated } from "../../src/actions/activate-order.ts";
import { type OpenedOrder, openOrder } from "../../src/actions/open-order.ts";
import { proveAddress } from "../../src/actions/prove-address.ts";
import { requestVerification, type VerificationRequested } from "../../src/actions/request-verification.ts";
import type { Context } from "../../src/context.ts";
import { findUser, type User } from "../../src/db/users.ts";
import { findLatestVerification } from "../../src/db/verifications.ts";
import { parseEmail } from "../../src/policy/email-address.ts";
import type { TestDatabase } from "../support/database.ts";
import { freshEmail } from "../support/sample-order.ts";
import type { TestOrder } from "../support/world.ts";
import { readWorld } from "./stored-world.ts";
import type { World } from "./world.ts";

/** What a run of commands has made so far. */
export type Stage = {
  database: TestDatabase;
  orders: TestOrder[];
  users: User[];
  /** Codes of licenses that exist, by product: a renewal or a suite upgrade carries one of them. */
  codes: { sku: string; activationCode: string }[];
};

type Refused = Extract<OrderActivated | OpenedOrder | VerificationRequested, { ok: false }>;

/** An attempt that has come to its last button, or the refusal that it met before. */
export type Prepared = { order: TestOrder; user: User | undefined; attempt: ActivateOrder | Refused };
export type Pressed = Prepared & { outcome: Extract<OrderActivated, { ok: true }> | Refused };

/** Somebody types a key of the order; `user` is signed in, or else a new address is proven by its code. */
export const prepare = async ({ database }: Stage, order: TestOrder, user: User | undefined): Promise<Prepared> => {
  const { ctx } = database;
  const typed = order.keys[0] ?? "";
  const opened = await openOrder(ctx, { typed, browserToken: "b", language: "en", userId: user?.id ?? null });
  if (!opened.ok) return { order, user, attempt: opened };
  const { activationId } = opened;
  return {
    order,
    user,
    attempt: user ? { activationId, claim: { userId: user.id } } : await proven(ctx, activationId),
  };
};

const proven = async (ctx: Context, activationId: string): Promise<ActivateOrder | Refused> => {
  const email = parseEmail(freshEmail());
  if (!email.ok) throw new Error(email.fault);
  const requested = await requestVerification(ctx, { activationId, email, language: "en" });
  if (!requested.ok) return requested;
  const verification = await findLatestVerification(ctx.db, activationId);
  if (!verification) throw new Error("A verification was requested, and there is none.");
  await proveAddress(ctx, activationId, ctx.secrets.code(verification.id));
  return { activationId, claim: { verificationId: verification.id } };
};

/** The last button. Who got an order with a new address is somebody to sign in later. */
export const press = async (stage: Stage, prepared: Prepared): Promise<Pressed> => {
  const { attempt, user } = prepared;
  if ("ok" in attempt) return { ...prepared, outcome: attempt };
  const outcome = await activateOrder(stage.database.ctx, attempt);
  if (outcome.ok && !user) {
    const newUser = await findUser(stage.database.ctx.db, outcome.userId);
    if (newUser) stage.users.push(newUser);
  }
  return { ...prepared, outcome };
};

export const worldOf = ({ database, orders, users }: Stage): Promise<World> =>
  readWorld(
    database.ctx,
    orders.map(({ id }) => id),
    users.map(({ accountId }) => accountId),
  );
