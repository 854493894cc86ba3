import { attempt, openable, type Rules, type Step, viewOf } from "./attempt.ts";
import { type Beside, invariants } from "./invariants.ts";
import { INDEPENDENT, landmarks } from "./landmarks.ts";
import { people, type World } from "./world.ts";

export const COMMUTES = "The order of two independent attempts does not matter";

export type Findings = {
  worlds: number;
  /** Sequences of one, two and three attempts. One with a refused attempt is covered by the same without it. */
  sequences: number;
  attempts: number;
  /** How often each outcome and each branch of the rules was reached. */
  reached: Map<string, number>;
  /** What was broken, how often, and the first step that broke it. */
  broken: Map<string, { times: number; step: Step }>;
};

const LONGEST = 3;

/** Tries every sequence of up to three attempts in every world, and says what was reached and what was broken. */
export const explore = (worlds: Iterable<World>, rules: Rules): Findings => {
  const findings: Findings = { worlds: 0, sequences: 0, attempts: 0, reached: new Map(), broken: new Map() };
  for (const world of worlds) {
    findings.worlds += 1;
    findings.sequences += visit({ findings, rules, seen: new Map() }, world, LONGEST).counts.at(-1) ?? 0;
  }
  return findings;
};

/** `seen`: two sequences that end in the same world go on alike. */
type Walk = { findings: Findings; rules: Rules; seen: Map<string, Visited> };

/** `counts[n]`: the sequences of at most n + 1 attempts that begin here. */
type Visited = { steps: Step[]; counts: number[] };

const visit = (walk: Walk, world: World, left: number): Visited => {
  const name = `${left} ${nameOf(world)}`;
  const known = walk.seen.get(name);
  if (known) return known;
  const steps = attemptsIn(walk, world);
  const accepted = left === 1 ? [] : steps.filter(({ outcome }) => outcome.ok);
  const next = new Map(accepted.map((step) => [step, visit(walk, step.after, left - 1)]));
  checkCommuting(walk, steps, next);
  const counts = [steps.length];
  for (let length = 1; length < left; length++) {
    const afterAccepted = [...next.values()].reduce((sum, visited) => sum + (visited.counts[length - 1] ?? 0), 0);
    counts.push(steps.length + afterAccepted + (steps.length - accepted.length) * (counts[length - 1] ?? 0));
  }
  const visited = { steps, counts };
  walk.seen.set(name, visited);
  return visited;
};

const names = new WeakMap<World, string>();

const nameOf = (world: World): string => {
  const known = names.get(world);
  if (known !== undefined) return known;
  const name = spelledOut(world);
  names.set(world, name);
  return name;
};

const spelledOut = ({ licenses, orders }: World): string => {
  let name = "";
  for (const { owner, version, seats, startsOn, endsOn, converted } of Object.values(licenses))
    name += `${owner},${version},${seats},${startsOn},${endsOn},${converted};`;
  for (const { items } of orders) for (const { appliedAt } of items) name += appliedAt ? "+" : "-";
  return name;
};

const attemptsIn = ({ findings, rules }: Walk, world: World): Step[] => {
  const view = viewOf(world);
  return openable(view, rules).flatMap((opened) => {
    const [A, B, C, newcomer] = people.map((who) => attempt(view, rules, who, opened)) as [Step, Step, Step, Step];
    const beside = { A, B, C, newcomer };
    const steps = [A, B, C, newcomer];
    for (const step of steps) judge(findings, step, beside);
    return steps;
  });
};

const judge = (findings: Findings, step: Step, beside: Beside): void => {
  findings.attempts += 1;
  if (!step.outcome.ok) count(findings, step.outcome.reason);
  for (const [name, isSeen] of landmarks) if (isSeen(step)) count(findings, name);
  for (const { sentence, holds } of invariants) if (!holds(step, beside)) note(findings, sentence, step);
};

const count = ({ reached }: Findings, name: string) => reached.set(name, (reached.get(name) ?? 0) + 1);

const checkCommuting = ({ findings }: Walk, steps: Step[], next: Map<Step, Visited>): void => {
  if (steps[0] && ordersShareLicenses(steps[0].before)) return;
  for (const [at, first] of steps.entries()) {
    const afterFirst = next.get(first)?.steps;
    if (!afterFirst) continue;
    for (const [other, second] of steps.entries()) {
      if (!areIndependent(first, second)) continue;
      count(findings, INDEPENDENT);
      const secondLast = sameAttempt(afterFirst, second, other);
      const firstLast = second.outcome.ok ? sameAttempt(next.get(second)?.steps ?? [], first, at) : first;
      const agree = secondLast?.told === second.told && firstLast?.told === first.told;
      const last = second.outcome.ok ? secondLast?.after : first.after;
      if (!agree || !isSameWorld(last, firstLast?.after)) note(findings, COMMUTES, second);
    }
  }
};

/** Other accounts, and orders without a common license: then one attempt is the same after the other. */
const areIndependent = (one: Step, other: Step): boolean =>
  one.opened.orderId !== other.opened.orderId && one.accountId !== other.accountId;

const ordersShareLicenses = ({ orders }: World): boolean => {
  const licenses = orders.flatMap(({ items }) => items.map(({ licenseId }) => licenseId));
  return new Set(licenses).size < licenses.length;
};

/** Mostly at the same place: after an attempt the keys open what they did before. */
const sameAttempt = (steps: Step[], wanted: Step, at: number): Step | undefined => {
  const isSame = ({ who, opened }: Step) => who === wanted.who && opened.name === wanted.opened.name;
  const likely = steps[at];
  return likely && isSame(likely) ? likely : steps.find(isSame);
};

const isSameWorld = (one: World | undefined, other: World | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && nameOf(one) === nameOf(other));

const note = (findings: Findings, sentence: string, step: Step): void => {
  const known = findings.broken.get(sentence);
  if (known) known.times += 1;
  else findings.broken.set(sentence, { times: 1, step });
};
