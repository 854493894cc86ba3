import { expect, test } from "vitest";
import { regionsToTell } from "../../src/policy/console-region.ts";

const follows = { name: "follows", inConsole: true, productRegion: null };
const inJapan = { name: "in Japan", inConsole: true, productRegion: "JP" };
const inEurope = { name: "in Europe", inConsole: true, productRegion: "EU" };
const onPremises = { name: "on premises", inConsole: false, productRegion: null };
const elsewhere = { name: "no console", inConsole: false, productRegion: "JP" };

test.each([
  ["the account's own region", "US", "US", [follows, onPremises], false, []],
  ["another region", "JP", "US", [follows], true, []],
  ["another region, but nothing follows the account", "JP", "US", [inJapan, onPremises], false, ["in Japan"]],
  ["another region, both kinds", "JP", "US", [follows, inJapan], true, ["in Japan"]],
  ["a product's own region is the account's", "US", "JP", [inJapan], true, []],
  ["the account's region, and a product of another", "US", "US", [follows, inJapan], false, ["in Japan"]],
  ["three regions", "EU", "US", [inJapan, inEurope, follows], true, ["in Japan", "in Europe"]],
  ["the same product twice is told once", "US", "US", [inJapan, { ...inJapan }], false, ["in Japan"]],
  ["what the console does not show has no part in it", "JP", "US", [onPremises, elsewhere], false, []],
])("%s", (_, orderRegion, accountRegion, items, stays, names) => {
  const told = regionsToTell({ orderRegion, accountRegion, items });
  expect({ stays: told.stays, names: told.own.map(({ name }) => name) }).toEqual({ stays, names });
});
