import { orderOf, type Step } from "./attempt.ts";
import { boundTo, expectedOrderOf, expectedReason, isLive, isLiveFull } from "./restated.ts";
import { licenseOf, licensesOwnedBy, type Person } from "./world.ts";

/** `beside` are the same key's attempts in the same world, by who makes them. */
export type Beside = Readonly<Record<Person, Step>>;
export type Invariant = { sentence: string; holds(step: Step, beside: Beside): boolean };
/** What a single step shows by itself. */
type StepInvariant = { sentence: string; holds(step: Step): boolean };

const reasonOf = ({ outcome }: Step) => (outcome.ok ? "ok" : outcome.reason);
const itemsOpened = ({ before, opened }: Step) =>
  orderOf(before, opened).items.filter(({ line }) => opened.lines.includes(line));
const changedLicenses = ({ before, after }: Step) =>
  before === after ? [] : Object.keys(before.licenses).filter((id) => licenseOf(before, id) !== licenseOf(after, id));

export const stepInvariants: readonly StepInvariant[] = [
  {
    sentence: "No account-based activation gives an account a second live full license of one SaaS family",
    holds: (step) => {
      if (step.opened.process === "original" || !step.outcome.ok) return true;
      const full = licensesOwnedBy(step.after, step.accountId).filter((license) => isLiveFull(step.after, license));
      // Two that were live and full before came with an import or a renewal, and stay as they were.
      const isNew = (licenseId: string) => {
        const before = licenseOf(step.before, licenseId);
        return before.owner !== step.accountId || !isLiveFull(step.before, before);
      };
      return full.every(
        (one) =>
          !isNew(one.licenseId) ||
          full.every((other) => other === one || one.saasFamily === null || other.saasFamily !== one.saasFamily),
      );
    },
  },
  {
    sentence: "A cross-grade order never lands at another account than its owner",
    holds: (step) => {
      if (!step.outcome.ok) return true;
      const bound = boundTo(step.before, orderOf(step.before, step.opened));
      return bound.size === 0 || (bound.size === 1 && bound.has(step.accountId));
    },
  },
  {
    sentence: "A license that has an account keeps it",
    holds: (step) =>
      changedLicenses(step).every((id) => {
        const { owner } = licenseOf(step.before, id);
        return owner === null || licenseOf(step.after, id).owner === owner;
      }),
  },
  {
    sentence: "A refused attempt changes nothing",
    holds: (step) => step.outcome.ok || step.after === step.before,
  },
  {
    sentence: "What a key opens is registered as a whole or not at all, but for what was registered before",
    holds: (step) => {
      if (!step.outcome.ok) return changedLicenses(step).length === 0;
      const open = itemsOpened(step).filter(({ licenseId }) => licenseOf(step.before, licenseId).owner === null);
      const taken = open.filter(({ licenseId }) => licenseOf(step.after, licenseId).owner === step.accountId);
      return taken.length === open.length;
    },
  },
  {
    sentence: "Nothing is registered or extended but what the key opens; of an account-based order it opens everything",
    holds: (step) => {
      const order = orderOf(step.before, step.opened);
      const whole = order.process === "original" || step.opened.lines.length === order.items.length;
      if (!step.outcome.ok) return whole && step.opened.lines.length > 0;
      const opened = new Set(itemsOpened(step).map(({ licenseId }) => licenseId));
      const changed = changedLicenses(step).filter((id) => termOf(step, "before", id) !== termOf(step, "after", id));
      return whole && opened.size > 0 && changed.every((id) => opened.has(id));
    },
  },
  {
    sentence: "What an order gives, its license gets: seats and end; a renewal never takes away time",
    holds: (step) =>
      !step.outcome.ok ||
      itemsOpened(step).every((item) => {
        const [before, after] = [licenseOf(step.before, item.licenseId), licenseOf(step.after, item.licenseId)];
        if (termOf(step, "before", item.licenseId) === termOf(step, "after", item.licenseId)) return true;
        const asOrdered = after.endsOn === item.endsOn && after.seats === item.seats;
        if (orderOf(step.before, step.opened).type === "new" || before.owner === null) return asOrdered;
        if (!isLive(step.before, before)) return asOrdered;
        const keepsItsTime = after.startsOn <= before.startsOn && after.endsOn >= before.endsOn;
        return keepsItsTime && (asOrdered || before.endsOn > item.endsOn);
      }),
  },
  {
    sentence: "A running trial ends when a full item of its family is registered",
    holds: (step) =>
      !step.outcome.ok ||
      itemsOpened(step).every(({ licenseId }) => {
        const [before, given] = [licenseOf(step.before, licenseId), licenseOf(step.after, licenseId)];
        if (before.owner !== null || given.saasFamily === null || given.version === "trial") return true;
        return licensesOwnedBy(step.after, step.accountId).every(
          (other) => other.version === "full" || other.saasFamily !== given.saasFamily || !isLive(step.after, other),
        );
      }),
  },
  {
    sentence: "The reason is that of the first of the documented checks that refuses",
    holds: (step) => reasonOf(step) === expectedReason(step.before, step.opened, step.accountId),
  },
  {
    sentence: "A code opens the oldest order that has something left to do with it",
    holds: ({ who, before, opened }) =>
      who !== "A" || opened.codes.every((code) => expectedOrderOf(before, code) === opened.orderId),
  },
];

export const invariants: readonly Invariant[] = [
  ...stepInvariants,
  {
    sentence: "Every refusal has a way on, and it is no dead end",
    holds: (step, beside) => {
      if (step.outcome.ok) return true;
      const { reason, owners, waysOn } = step.outcome;
      if (waysOn.length === 0) return false;
      if (reason === "saas_conflict") return beside.newcomer.outcome.ok;
      if (waysOn.some((way) => way === "enter_activation_code")) return owners.length > 1;
      const owner = (["A", "B", "C"] as const).find((each) => each === owners[0]);
      if (reason === "registered_to_other_account") return owner === undefined || beside[owner].outcome.ok;
      if (!reason.startsWith("cross_grade")) return true;
      return owner !== undefined && ["ok", "needs_support"].includes(reasonOf(beside[owner]));
    },
  },
];

const termOf = (step: Step, when: "before" | "after", licenseId: string): string => {
  const { owner, version, seats, startsOn, endsOn } = licenseOf(step[when], licenseId);
  return [owner, version, seats, startsOn, endsOn].join();
};
