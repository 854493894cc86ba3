import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { repeatEvery } from "../src/repeat-every.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a fault that goes on is tried ever less often, and the first success restores the pace", async () => {
  let broken = true;
  let done = 0;
  const faults: unknown[] = [];
  const work = async () => {
    if (broken) throw new Error("away");
    done += 1;
  };
  const loop = repeatEvery(200, work, (error) => faults.push(error));
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(faults.length).toBeGreaterThan(50);
  expect(faults.length).toBeLessThan(80);

  broken = false;
  await vi.advanceTimersByTimeAsync(30_000);
  const before = done;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(done - before).toBe(10);

  await loop.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(done - before).toBe(10);
});

test("a slow loop does not become faster when it fails", async () => {
  const faults: unknown[] = [];
  const loop = repeatEvery(
    60_000,
    () => Promise.reject(new Error("away")),
    (error) => faults.push(error),
  );
  await vi.advanceTimersByTimeAsync(5 * 60_000 + 1);
  expect(faults).toHaveLength(5);
  await loop.stop();
});
