import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { activationReasons } from "../../src/policy/reasons.ts";
import { createTestDatabase, TEST_START, type TestDatabase } from "../support/database.ts";
import { anyCommands, type Reached } from "./commands.ts";
import type { Stage } from "./stage.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const RUNS = 60;

test("on the real database too, whatever happens in whatever sequence and at once", { timeout: 180_000 }, async () => {
  const reached: Reached = { outcomes: new Map() };
  await database.openConnections();
  await fc.assert(
    fc.asyncProperty(anyCommands, async (commands) => {
      database.clock.set(TEST_START);
      const stage: Stage = { database, orders: [], users: [], codes: [] };
      await fc.asyncModelRun(() => ({ model: reached, real: stage }), commands);
    }),
    { numRuns: RUNS, seed: 20261124, endOnFailure: true },
  );
  expect([...reached.outcomes.keys()]).toEqual(expect.arrayContaining(["ok", ...activationReasons]));
});
