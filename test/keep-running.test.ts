import { expect, test, vi } from "vitest";
import { keepRunning, type Running } from "../src/keep-running.ts";

/** One that runs until it is stopped, or gives up when it is told to. */
const runner = () => {
  const { promise: over, resolve, reject } = Promise.withResolvers<void>();
  const running: Running = { over, stop: async () => resolve() };
  return { running, giveUp: () => reject(new Error("gave up")), fallSilent: resolve };
};

test("one that gives up is begun again, also after a begin that fails, until it is stopped", async () => {
  const first = runner();
  const second = runner();
  const last = runner();
  const faults: string[] = [];
  const begin = vi
    .fn<() => Promise<Running>>()
    .mockResolvedValueOnce(first.running)
    .mockRejectedValueOnce(new Error("still away"))
    .mockResolvedValueOnce(second.running)
    .mockResolvedValue(last.running);
  const kept = await keepRunning(begin, (error) => faults.push((error as Error).message), 1);
  first.giveUp();
  await vi.waitUntil(() => begin.mock.calls.length === 3);
  second.fallSilent();
  await vi.waitUntil(() => begin.mock.calls.length === 4);
  expect(faults).toEqual(["gave up", "still away", "It gave up and did not say why."]);
  await kept.stop();
  await new Promise((done) => setTimeout(done, 20));
  expect(begin).toHaveBeenCalledTimes(4);
});

test("a first begin that fails is the caller's", async () => {
  await expect(
    keepRunning(
      () => Promise.reject(new Error("no database")),
      () => undefined,
      1,
    ),
  ).rejects.toThrow("no database");
});
