import fc from "fast-check";
import { expect, test } from "vitest";
import { planDigest, type RemindedLicense, reminderSteps, stepDays } from "../../src/policy/expiry-digest.ts";
import { dayFrom } from "../../src/policy/license-status.ts";

const NOON = new Date("2026-06-15T12:00:00Z");
const inDays = (days: number) => dayFrom(NOON, days);

const license = (daysLeft: number, facts: Partial<RemindedLicense> = {}): RemindedLicense => ({
  licenseId: "L",
  registered: true,
  converted: false,
  version: "full",
  startsOn: inDays(-300),
  endsOn: inDays(daysLeft),
  toldStep: null,
  ...facts,
});

const reader = { userId: "kim", emailVerified: true, wantsMails: true };

const account = (licenses: RemindedLicense[]) => ({ licenses, readers: [reader], lastDigestOn: null });

test.each([
  ["91 days to go", license(91), undefined],
  ["90 days to go", license(90), 90],
  ["between two steps: the nearest one that came", license(61), 90],
  ["60 days to go", license(60), 60],
  ["30 days to go", license(30), 30],
  ["7 days to go", license(7), 7],
  ["its last day", license(0), 7],
  ["the first day of grace", license(-1), -1],
  ["the last day of grace", license(-30), -1],
  ["expired", license(-31), undefined],
  ["told of this step", license(60, { toldStep: 60 }), undefined],
  ["told of the step before", license(60, { toldStep: 90 }), 60],
  ["steps went by untold: the nearest once", license(5, { toldStep: 90 }), 7],
  ["told of a later step, and the clock was put back", license(60, { toldStep: 30 }), undefined],
  ["not started", license(20, { startsOn: inDays(1) }), undefined],
  ["a trial that became a full license", license(20, { converted: true }), undefined],
  ["nobody has registered it", license(20, { registered: false }), undefined],
])("%s", (_, held, step) => {
  const plan = planDigest(account([held]), NOON);
  expect(plan.ok ? plan.reminders.map((reminder) => reminder.step) : plan.reason).toEqual(
    step === undefined ? "nothing_due" : [step],
  );
});

test.each([
  ["who reads", [reader, { ...reader, userId: "lee" }], ["kim", "lee"]],
  [
    "one turned it off",
    [
      { ...reader, wantsMails: false },
      { ...reader, userId: "lee" },
    ],
    ["lee"],
  ],
  ["all turned it off", [{ ...reader, wantsMails: false }], "nobody_to_tell"],
  ["an address that was never proven", [{ ...reader, emailVerified: false }], "nobody_to_tell"],
])("%s", (_, readers, told) => {
  const plan = planDigest({ ...account([license(30)]), readers }, NOON);
  expect(plan.ok ? plan.readerIds : plan.reason).toEqual(told);
});

test.each([
  ["yesterday", -1, true],
  ["today", 0, false],
  ["tomorrow, before the clock was put back", 1, false],
])("the last digest was %s", (_, days, ok) => {
  expect(planDigest({ ...account([license(30)]), lastDigestOn: inDays(days) }, NOON).ok).toBe(ok);
});

test("the days of the steps say the same as the plan, for every end", () => {
  for (let daysLeft = -40; daysLeft <= 100; daysLeft++) {
    const plan = planDigest(account([license(daysLeft)]), NOON);
    const endsOn = inDays(daysLeft);
    const steps = stepDays(NOON).filter(({ from, to }) => from <= endsOn && endsOn <= to);
    expect(steps.map(({ step }) => step)).toEqual(plan.ok ? plan.reminders.map(({ step }) => step) : []);
  }
});

/** Any days of runs, also twice a day, some with a renewal before them. */
const runs = fc.array(
  fc.record({ wait: fc.integer({ min: 0, max: 45 }), renewed: fc.option(fc.nat(2), { freq: 6 }), by: fc.nat(400) }),
  { maxLength: 40 },
);

test("nothing is told twice, and an account gets one digest a day at most, on whatever days the job runs", () => {
  fc.assert(
    fc.property(fc.tuple(fc.nat(200), fc.nat(200), fc.nat(200)), runs, (ends, days) => {
      const licenses = ends.map((daysLeft, at) => license(daysLeft, { licenseId: `L${at}` }));
      const told: string[] = [];
      const digestDays: string[] = [];
      let today = 0;
      for (const { wait, renewed, by } of days) {
        today += wait;
        const extended = renewed === null ? undefined : licenses[renewed];
        if (extended) Object.assign(extended, { endsOn: dayFrom(new Date(extended.endsOn), by + 1), toldStep: null });
        const now = new Date(NOON.getTime() + today * 86_400_000);
        const plan = planDigest({ licenses, readers: [reader], lastDigestOn: digestDays.at(-1) ?? null }, now);
        if (!plan.ok) continue;
        digestDays.push(plan.day);
        for (const { licenseId, endsOn, step } of plan.reminders) {
          told.push(`${licenseId} ${endsOn} ${step}`);
          Object.assign(licenses.find((each) => each.licenseId === licenseId) ?? {}, { toldStep: step });
        }
      }
      expect(new Set(digestDays).size).toBe(digestDays.length);
      expect(new Set(told).size).toBe(told.length);
    }),
  );
});

test("run every day, each step of a license is told once and on its day", () => {
  const held = license(120);
  const told: number[] = [];
  for (let today = 0; today < 200; today++) {
    const now = new Date(NOON.getTime() + today * 86_400_000);
    const plan = planDigest(account([held]), now);
    if (!plan.ok) continue;
    held.toldStep = plan.reminders[0]?.step ?? null;
    told.push(120 - today);
  }
  expect(told).toEqual([...reminderSteps]);
});
