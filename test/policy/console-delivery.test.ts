import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterDelivery, type Delivery, judgeAnswer } from "../../src/policy/console-delivery.ts";

const DAY = 86_400;
const failed = (retryAfterSeconds: number | null = null): Delivery => ({
  outcome: "failed",
  fault: "The console answered 503.",
  retryAfterSeconds,
});

const waitAfter = (tries: number, random = 0.5, delivery = failed()): number => {
  const next = afterDelivery(delivery, tries, random);
  return next.state === "preparing" ? next.wait.seconds : Number.NaN;
};

describe("ten tries over about three days", () => {
  test.each([
    [1, 5],
    [2, 60],
    [3, 300],
    [4, 1_800],
    [5, 7_200],
    [6, 21_600],
    [7, 43_200],
    [8, DAY],
    [9, DAY],
  ])("after try %i the next one follows in about %i s", (tries, seconds) => {
    expect(waitAfter(tries)).toBe(seconds);
  });

  test.each([10, 11, 25])("try %i was the last one", (tries) => {
    expect(afterDelivery(failed(), tries, 0.5)).toEqual({ state: "failed" });
    expect(afterDelivery(failed(60), tries, 0.5)).toEqual({ state: "failed" });
  });

  test("all waits together are about three days, whatever the jitter", () => {
    const total = (random: number) => Array.from({ length: 9 }, (_, at) => waitAfter(at + 1, random));
    const days = (random: number) => total(random).reduce((sum, wait) => sum + wait, 0) / DAY;
    expect(days(0.5)).toBeCloseTo(2.9, 1);
    expect(days(0)).toBeGreaterThan(2.2);
    expect(days(0.999)).toBeLessThan(3.5);
  });
});

const anyTry = fc.integer({ min: 1, max: 9 });
const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("jitter moves a wait by a fifth at most, up and down", () => {
  fc.assert(
    fc.property(anyTry, anyRandom, (tries, random) => {
      const usual = waitAfter(tries);
      const wait = waitAfter(tries, random);
      expect(Number.isInteger(wait)).toBe(true);
      expect(wait).toBeGreaterThanOrEqual(Math.floor(usual * 0.8));
      expect(wait).toBeLessThanOrEqual(Math.ceil(usual * 1.2));
    }),
  );
  expect([waitAfter(3, 0), waitAfter(3, 0.999)]).toEqual([240, 360]);
});

test("what the console asks for is kept, and never makes a wait shorter than usual or longer than a day", () => {
  fc.assert(
    fc.property(anyTry, anyRandom, fc.nat({ max: 10 * DAY }), (tries, random, asked) => {
      const usual = waitAfter(tries, random);
      const wait = waitAfter(tries, random, failed(asked));
      expect(wait).toBe(Math.max(usual, Math.min(asked, DAY)));
    }),
  );
});

test.each([
  ["two minutes instead of five seconds", 1, 120, 120],
  ["less than the usual wait", 4, 10, 1_800],
  ["none at all", 1, 0, 5],
  ["a week", 1, 7 * DAY, DAY],
  ["a number beyond all bounds", 1, 1e300, DAY],
])("Retry-After: %s", (_, tries, asked, wait) => {
  expect(waitAfter(tries, 0.5, failed(asked))).toBe(wait);
});

test("a wait that the console asked for is marked, however short, so that nothing cuts it", () => {
  expect(afterDelivery(failed(), 3, 0.5)).toEqual({ state: "preparing", wait: { seconds: 300, asked: false } });
  expect(afterDelivery(failed(1), 3, 0.5)).toEqual({ state: "preparing", wait: { seconds: 300, asked: true } });
});

test.each([1, 10])("410 stops at once, and what was taken is ready, at try %i", (tries) => {
  expect(afterDelivery({ outcome: "gone" }, tries, 0.5)).toEqual({ state: "failed" });
  expect(afterDelivery({ outcome: "taken" }, tries, 0.5)).toEqual({ state: "ready" });
});

describe("what an answer means", () => {
  test.each([200, 201, 202, 204, 299])("%i: taken", (status) => {
    expect(judgeAnswer(status, null)).toEqual({ outcome: "taken" });
    expect(judgeAnswer(status, 60)).toEqual({ outcome: "taken" });
  });

  test("410: wanted no more, whatever else it says", () => {
    expect(judgeAnswer(410, 60)).toEqual({ outcome: "gone" });
  });

  test.each([0, 199, 300, 301, 302, 307, 308, 400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 599])(
    "%i: tried again, with the wait that it asks for",
    (status) => {
      const fault = `The console answered ${status}.`;
      expect(judgeAnswer(status, null)).toEqual({ outcome: "failed", fault, retryAfterSeconds: null });
      expect(judgeAnswer(status, 60)).toEqual({ outcome: "failed", fault, retryAfterSeconds: 60 });
    },
  );
});
