import { type Candidate, type Decision, decideActivation, type Plan } from "../../src/policy/activation.ts";
import { openedItems, orderOfActivationCode } from "../../src/policy/opening.ts";
import type { OrderFacts } from "../../src/policy/order-facts.ts";
import { decideRenewal, type RenewalPlan, type RenewalRefusal } from "../../src/policy/renewal.ts";
import {
  factsOf,
  heldBy,
  licenseOf,
  type ModelItem,
  type ModelLicense,
  NOW,
  type Person,
  type World,
} from "./world.ts";

/** The policies that a world lives by: a planted fault replaces one of them. */
export type Rules = {
  decideActivation: typeof decideActivation;
  decideRenewal: typeof decideRenewal;
  openedItems: typeof openedItems;
  orderOfActivationCode: typeof orderOfActivationCode;
};
export const trueRules: Rules = { decideActivation, decideRenewal, openedItems, orderOfActivationCode };

/** What a typed key opens: items of one order, by their lines. `codes` are the activation codes that open the same. */
export type Opened = {
  name: string;
  orderId: string;
  process: "account_based" | "original";
  lines: readonly number[];
  codes: string[];
};

export type Outcome = Decision | RenewalPlan | RenewalRefusal;

export type Step = {
  who: Person;
  accountId: string;
  opened: Opened;
  before: World;
  outcome: Outcome;
  /** The outcome in words, to compare it with. */
  told: string;
  after: World;
};

/** All that an attempt in a world needs to know, read once. */
export type View = { world: World; orders: readonly OrderFacts[]; candidates: Readonly<Record<Person, Candidate>> };

export const viewOf = (world: World): View => ({
  world,
  orders: world.orders.map((order) => factsOf(world, order)),
  candidates: {
    A: { is: "account", accountId: "A", held: heldBy(world, "A") },
    B: { is: "account", accountId: "B", held: heldBy(world, "B") },
    C: { is: "account", accountId: "C", held: heldBy(world, "C") },
    newcomer: { is: "new_account" },
  },
});

/** Everything that the keys of a world open, each once. A code is asked the rule whose it is. */
export const openable = ({ orders }: View, rules: Rules): Opened[] => {
  const found = new Map<string, Opened>();
  const open = (order: OrderFacts, keyed: (licenseId: string) => boolean): Opened => {
    const lines = rules.openedItems(order, (item) => keyed(item.licenseId)).map((item) => item.line);
    const name = `${order.orderId} ${lines}`;
    const opened = found.get(name) ?? { name, orderId: order.orderId, process: order.process, lines, codes: [] };
    found.set(name, opened);
    return opened;
  };
  for (const order of orders) open(order, () => true);
  for (const licenseId of new Set(orders.flatMap((order) => order.items.map((item) => item.licenseId)))) {
    const carriers = orders.filter((order) => order.items.some((item) => item.licenseId === licenseId));
    const order = rules.orderOfActivationCode(carriers, licenseId);
    if (order) open(order, (code) => code === licenseId).codes.push(licenseId);
  }
  return [...found.values()];
};

/** A new account gets its own name for each order, so that two newcomers are two customers. */
const accountOf = (who: Person, opened: Opened): string => (who === "newcomer" ? `newcomer of ${opened.orderId}` : who);

const decide = ({ world, orders, candidates }: View, rules: Rules, opened: Opened, who: Person): Outcome => {
  const whole = orders.find(({ orderId }) => orderId === opened.orderId) as OrderFacts;
  const candidate = candidates[who];
  const isWhole = opened.lines.length === whole.items.length;
  const items = isWhole ? whole.items : whole.items.filter((item) => opened.lines.includes(item.line));
  if (whole.type === "new")
    return rules.decideActivation({ order: isWhole ? whole : { ...whole, items }, candidate }, NOW);
  const renewed = items.map((item) => ({ ...item, license: licenseOf(world, item.licenseId) }));
  return rules.decideRenewal({ order: whole, items: renewed, candidate }, NOW);
};

/** One person types one key and presses the button. */
export const attempt = (view: View, rules: Rules, who: Person, opened: Opened): Step => {
  const accountId = accountOf(who, opened);
  const before = view.world;
  const outcome = decide(view, rules, opened, who);
  const after = outcome.ok ? apply(before, outcome, opened, accountId) : before;
  return { who, accountId, opened, before, outcome, told: told(outcome), after };
};

const told = (outcome: Outcome): string => {
  if (!outcome.ok) return outcome.reason;
  const extended = outcome.extend.map((each) => ("term" in each ? each.item.line : each.line));
  const converted = outcome.convert.map(({ trial, item }) => `${trial.licenseId} ${item.line}`);
  return `ok ${outcome.register.map(({ line }) => line)}; ${extended}; ${converted}`;
};

export const orderOf = (world: World, { orderId }: { orderId: string }) => {
  const order = world.orders.find((each) => each.orderId === orderId);
  if (!order) throw new Error(`The world has no order ${orderId}.`);
  return order;
};

/** What the commit writes for a plan, in as few words as possible. */
const apply = (world: World, plan: Plan | RenewalPlan, opened: Opened, accountId: string): World => {
  const licenses = { ...world.licenses };
  const change = (licenseId: string, facts: Partial<ModelLicense>) => {
    licenses[licenseId] = Object.freeze({ ...licenseOf({ ...world, licenses }, licenseId), ...facts });
  };
  const applied = new Set<number>();
  for (const item of plan.register) {
    change(item.licenseId, { ...termOf(item), owner: accountId, registeredAt: NOW });
    applied.add(item.line);
  }
  for (const extension of plan.extend) {
    const [item, term] = "term" in extension ? [extension.item, extension.term] : [extension, termOf(extension)];
    change(item.licenseId, { ...term, converted: false });
    applied.add(item.line);
  }
  for (const { trial } of plan.convert) change(trial.licenseId, { converted: true });
  const orders = world.orders.map((order) =>
    order.orderId === opened.orderId
      ? { ...order, items: order.items.map((item) => withApplied(item, applied)) }
      : order,
  );
  return { ...world, licenses, orders };
};

const withApplied = (item: ModelItem, lines: ReadonlySet<number>): ModelItem =>
  lines.has(item.line) ? { ...item, appliedAt: NOW } : item;

const termOf = ({ version, seats, startsOn, endsOn }: ModelItem) => ({ version, seats, startsOn, endsOn });
