import { expect, test } from "vitest";
import { inSigningOrder } from "../../src/policy/signing-keys.ts";

const NOW = new Date("2026-11-24T09:00:00Z");
const key = (kid: string, minutes: number) => ({ kid, signsFrom: new Date(NOW.getTime() + minutes * 60_000) });

test.each([
  ["the newest that may sign comes first", [key("old", -100), key("new", -1)], "new old"],
  ["one whose time has not come signs nothing", [key("old", -100), key("next", 1)], "old next"],
  ["a key signs from its very time on", [key("old", -100), key("now", 0)], "now old"],
  ["of two that are coming the later one is last", [key("a", 1), key("b", 2), key("old", -1)], "old b a"],
  ["two of one time have one order in every process", [key("b", -1), key("a", -1)], "a b"],
])("%s", (_, keys, order) => {
  const kids = (list: typeof keys) => inSigningOrder(list, NOW).map(({ kid }) => kid);
  expect(kids(keys).join(" ")).toBe(order);
  expect(kids(keys.toReversed()).join(" ")).toBe(order);
});
