import { orderOf, type Step } from "./attempt.ts";
import { boundTo } from "./restated.ts";
import { ENDED, IN_GRACE, licenseOf, RUNNING } from "./world.ts";

type Landmarks = Record<string, (step: Step) => boolean>;

/** What a step shows that it came by. A proof that reaches nothing proves nothing: each of these must be reached. */
const ofActivations: Landmarks = {
  "an account-based order is activated": ({ outcome, opened }) => outcome.ok && opened.process === "account_based",
  "a cross grade extends what its owner holds": (step) =>
    step.outcome.ok && step.opened.process === "account_based" && step.outcome.extend.length > 0,
  "a partly activated order does not bind": (step) =>
    step.outcome.ok && step.opened.process === "account_based" && !isBound(step) && isPartlyRegistered(step),
  "a trial is converted": ({ outcome }) => outcome.ok && outcome.convert.length > 0,
  "a conflict with a license in its last day of grace": ({ outcome }) =>
    !outcome.ok && "conflicts" in outcome && outcome.conflicts.some(({ license }) => license.endsOn === IN_GRACE),
  "an account that holds a license whose grace is over": (step) =>
    step.outcome.ok &&
    step.outcome.register.some(({ saasFamily }) => saasFamily === "cas") &&
    step.accountId === "A" &&
    step.before.licenses["cas of A"]?.endsOn === ENDED,
  "a trial is refused beside a license": ({ outcome }) =>
    !outcome.ok && "conflicts" in outcome && outcome.conflicts.some(({ item }) => item.version === "trial"),
  "two families conflict at once": ({ outcome }) =>
    !outcome.ok && "conflicts" in outcome && new Set(outcome.conflicts.map(({ item }) => item.saasFamily)).size > 1,
  "the owner of a cross grade has a conflict": ({ outcome }) =>
    !outcome.ok && outcome.reason === "needs_support" && "conflicts" in outcome && outcome.conflicts.length > 0,
  "a cross grade would bring a second license to life": ({ outcome }) =>
    !outcome.ok &&
    outcome.reason === "needs_support" &&
    "conflicts" in outcome &&
    outcome.conflicts.some(({ item }) => item.registration !== null),
  "an order that has a SaaS family twice goes to nobody": ({ outcome }) =>
    !outcome.ok &&
    outcome.reason === "needs_support" &&
    "conflicts" in outcome &&
    outcome.conflicts.some(({ item, license }) => item.registration === null && license.licenseId === "cas 2"),
  "a trial of the order itself is converted": ({ outcome }) =>
    outcome.ok && outcome.convert.some(({ trial }) => trial.licenseId === "cas 3"),
  "a cross grade has two owners": ({ outcome }) =>
    !outcome.ok && outcome.reason === "needs_support" && outcome.owners.length > 1,
};

const ofOtherOrders: Landmarks = {
  "a new order is registered by the original process": (step) =>
    step.outcome.ok && step.opened.process === "original" && orderOf(step.before, step.opened).type === "new",
  "a renewal extends": (step) => step.outcome.ok && isRenewal(step) && step.outcome.extend.length > 0,
  "a renewal is registered like a new license": (step) =>
    step.outcome.ok && isRenewal(step) && step.outcome.register.length > 0,
  "a renewal was applied before": (step) => reason(step) === "already_activated" && isRenewal(step),
  "a renewal is registered beside a live license of its family": (step) =>
    step.outcome.ok &&
    isRenewal(step) &&
    step.outcome.register.some(({ saasFamily }) => saasFamily === "cas") &&
    step.before.licenses[`cas of ${step.accountId}`]?.endsOn === RUNNING,
  "a code opens the later of two orders": (step) =>
    step.opened.orderId === "Y" && step.opened.lines.length === 1 && orderOf(step.before, step.opened).items.length > 1,
};

export const INDEPENDENT = "two independent attempts";

export const landmarks = Object.entries({ ...ofActivations, ...ofOtherOrders });

/** What the worlds of each kind must come by; together they come by every reason. */
export const landmarksIn = {
  account_based: [
    ...Object.keys(ofActivations),
    ...["already_activated", "needs_support", "cross_grade_needs_owner", "cross_grade_other_account"],
    ...["saas_conflict", INDEPENDENT],
  ],
  mixed: [
    ...Object.keys(ofOtherOrders),
    ...["order_cancelled", "already_activated", "saas_conflict", "registered_to_other_account", INDEPENDENT],
  ],
};

const reason = ({ outcome }: Step) => (outcome.ok ? "ok" : outcome.reason);
const isRenewal = ({ before, opened }: Step) => orderOf(before, opened).type === "renewal";
const isBound = ({ before, opened }: Step) => boundTo(before, orderOf(before, opened)).size > 0;
const isPartlyRegistered = ({ before, opened }: Step) =>
  orderOf(before, opened).items.some(({ licenseId }) => licenseOf(before, licenseId).owner !== null);
