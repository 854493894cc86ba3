import { expect, test } from "vitest";
import { explore } from "./explore.ts";
import { plantedFaults } from "./planted-faults.ts";
import type { World } from "./world.ts";
import { kindsOfWorld, worlds } from "./worlds.ts";

test.each(plantedFaults)("the model notices when $name", { timeout: 60_000 }, ({ rules, breaks }) => {
  expect(everyFewWorlds().some((world) => explore([world], rules).broken.has(breaks))).toBe(true);
});

/** Enough worlds for each mistake to show, in a fraction of the time. */
const everyFewWorlds = () =>
  Iterator.from(kindsOfWorld).flatMap((kind) =>
    worlds("short", kind).filter((world, at) => at % (kind === "mixed" || hasTwins(world) ? 61 : 397) === 0),
  );

/** There are few worlds with such an order. */
const hasTwins = ({ orders }: World) =>
  orders.some(({ items }) => items.some(({ licenseId }) => licenseId === "cas 3"));
