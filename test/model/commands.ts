import fc from "fast-check";
import { expect } from "vitest";
import { cancelOrder } from "../../src/actions/cancel-order.ts";
import { recordAccount } from "../../src/actions/record-account.ts";
import { recordOrder } from "../../src/actions/record-order.ts";
import { findOrderByNumber } from "../../src/db/orders.ts";
import { findUserByEmail } from "../../src/db/users.ts";
import { refusal } from "../../src/policy/activation.ts";
import { type AccountWishes, freshCode, newAccount, newOrder, type OrderWishes } from "../support/sample-order.ts";
import type { Outcome, Step } from "./attempt.ts";
import { stepInvariants } from "./invariants.ts";
import { raceInvariants } from "./race-invariants.ts";
import { prepare, type Prepared, press, type Pressed, type Stage, worldOf } from "./stage.ts";
import { comparedWith } from "./stored-world.ts";

type Command = fc.AsyncCommand<Reached, Stage>;

/** How often each outcome was reached: runs that reach nothing prove nothing. */
export type Reached = { outcomes: Map<string, number> };

const DAY_SECONDS = 86_400;
const command = (told: string, run: (reached: Reached, stage: Stage) => Promise<void>): Command => ({
  check: () => true,
  run,
  toString: () => told,
});

const inDays = ({ database }: Stage, days: number): string =>
  new Date(database.ctx.now().getTime() + days * DAY_SECONDS * 1000).toISOString().slice(0, 10);

type Line = { sku: string; suite: "CUP" | null; version: "full" | "trial"; known: boolean; lasts: number };
type OrderPlan = { type: "new" | "renewal"; boughtDaysAgo: number; lines: Line[] };

/** An order comes in; lines within CUP and renewals may carry the code of a license that exists. */
const recordsOrder = (plan: OrderPlan): Command =>
  command(`order ${JSON.stringify(plan)}`, async (_, stage) => {
    const { ctx } = stage.database;
    const items = plan.lines.map(({ sku, suite, version, lasts }, at) => {
      // An order names a code once.
      const isFirst = plan.lines.findIndex((line) => line.sku === sku && line.known) === at;
      const code = isFirst ? stage.codes.findLast((each) => each.sku === sku)?.activationCode : undefined;
      const term = { startsOn: inDays(stage, -300), endsOn: inDays(stage, lasts) };
      return { sku, suite, version, activationCode: code ?? freshCode(), ...term };
    });
    const purchasedAt = new Date(ctx.now().getTime() - plan.boughtDaysAgo * DAY_SECONDS * 1000);
    const order = newOrder({ type: plan.type, purchasedAt, items } satisfies OrderWishes);
    const recorded = await recordOrder(ctx, order, "test");
    if (!recorded.ok) return;
    const row = await findOrderByNumber(ctx.db, order.orderNumber);
    const keys = order.items.flatMap(({ registrationKey }) => registrationKey ?? []);
    stage.orders.push({ ...order, id: row?.id ?? "", keys });
    stage.codes.push(...items);
  });

/** A customer of the older system is brought over, perhaps with licenses that an order names. */
const importsAccount = (lines: Line[]): Command =>
  command(`account ${JSON.stringify(lines)}`, async (_, stage) => {
    const { ctx } = stage.database;
    const licenses = lines.map(({ sku, version, known, lasts }) => {
      const code = known ? stage.codes.findLast((each) => each.sku === sku)?.activationCode : undefined;
      return {
        sku,
        version,
        activationCode: code ?? freshCode(),
        endsOn: inDays(stage, lasts),
        startsOn: "2020-01-01",
      };
    });
    const account = newAccount({ licenses } satisfies AccountWishes);
    const recorded = await recordAccount(ctx, account, "test");
    if (!recorded.ok) return;
    const user = await findUserByEmail(ctx.db, account.emailIdentity);
    if (user) stage.users.push(user);
    stage.codes.push(...licenses);
  });

const timePasses = (days: number): Command =>
  command(`${days} days`, async (_, { database }) => database.clock.advance(days * DAY_SECONDS));

const cancels = (which: number): Command =>
  command(`cancel ${which}`, async (_, stage) => {
    const order = stage.orders[which % Math.max(1, stage.orders.length)];
    if (order) await cancelOrder(stage.database.ctx, order.orderNumber, "test");
  });

type Try = { order: number; who: number };

/** Attempts come to their last button one by one and are pressed at the same time, each on a connection of its own. */
const attempts = (tries: Try[]): Command =>
  command(`attempts ${JSON.stringify(tries)}`, async (reached, stage) => {
    if (stage.orders.length === 0) return;
    const prepared: Prepared[] = [];
    for (const { order, who } of tries) {
      const chosen = stage.orders[order % stage.orders.length];
      if (chosen) prepared.push(await prepare(stage, chosen, stage.users[who % (stage.users.length + 1)]));
    }
    const before = await worldOf(stage);
    const pressed = await Promise.all(prepared.map((each) => press(stage, each)));
    const after = comparedWith(before, await worldOf(stage));
    for (const { outcome } of pressed) {
      const name = outcome.ok ? "ok" : outcome.reason;
      reached.outcomes.set(name, (reached.outcomes.get(name) ?? 0) + 1);
    }
    const broken = raceInvariants.filter(({ holds }) => !holds({ before, after, pressed }));
    expect(broken.map(({ sentence }) => sentence)).toEqual([]);
    if (pressed[0] && pressed.length === 1) expectStepToHold(pressed[0], before, after);
  });

/** One attempt alone is judged by all that the small worlds are judged by, the reason too. */
const expectStepToHold = ({ order, user, outcome }: Pressed, before: Step["before"], after: Step["after"]): void => {
  const facts = before.orders.find(({ orderId }) => orderId === order.id);
  if (!facts || (!outcome.ok && outcome.reason === "original_process")) return;
  const lines = facts.items.map(({ line }) => line);
  const opened = { name: order.orderNumber, orderId: order.id, process: facts.process, lines, codes: [] };
  const accountId = outcome.ok ? outcome.accountId : (user?.accountId ?? "newcomer");
  const step: Step = { who: "A", accountId, opened, before, outcome: decidedBy(outcome), told: "", after };
  expect(stepInvariants.flatMap(({ sentence, holds }) => (holds(step) ? [] : [sentence]))).toEqual([]);
};

const decidedBy = (outcome: Pressed["outcome"]): Outcome => {
  if (outcome.ok) return { ok: true, register: [], extend: [], convert: [] };
  if ("waysOn" in outcome) return outcome;
  if (outcome.reason === "order_cancelled") return refusal(outcome.reason);
  throw new Error(`No rule refuses with ${outcome.reason}.`);
};

const lines = (skus: string[]): fc.Arbitrary<Line[]> =>
  fc.array(
    fc.record({
      sku: fc.constantFrom(...skus),
      suite: fc.constantFrom(null, "CUP" as const),
      version: fc.constantFrom("full" as const, "full" as const, "trial" as const),
      known: fc.boolean(),
      lasts: fc.constantFrom(300, 300, -10, -40),
    }),
    { minLength: 1, maxLength: 3 },
  );

const orders: fc.Arbitrary<Command> = fc
  .record({
    type: fc.constantFrom("new" as const, "new" as const, "new" as const, "renewal" as const),
    boughtDaysAgo: fc.constantFrom(0, 0, 3, 400),
    lines: lines(["A1", "CAS", "A1S"]),
  })
  .map(({ lines: others, ...plan }) => recordsOrder({ ...plan, lines: [ADD_ON, ...others] }));

const ADD_ON: Line = { sku: "XDR-ES", suite: null, version: "full", known: false, lasts: 300 };

const tries = (most: number): fc.Arbitrary<Command> =>
  fc.array(fc.record({ order: fc.nat(5), who: fc.nat(5) }), { minLength: 1, maxLength: most }).map(attempts);

/** What can happen in any sequence: orders and old customers come in, people activate, time passes, a vendor cancels. */
export const anyCommands = fc.commands(
  [
    orders,
    orders,
    lines(["A1", "CAS", "A1S"]).map(importsAccount),
    tries(1),
    tries(1),
    tries(4),
    fc.constantFrom(1, 29, 320).map(timePasses),
    fc.nat(5).map(cancels),
  ],
  { maxCommands: 30, size: "max" },
);
