import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { sampleKeys } from "./support/walk.ts";

const pages = ["README.md", "CONTRIBUTING.md", "docs/operations.md", "docs/integration.md", "docs/security.md"];

test.each(pages)("every picture and file that %s points to is there", (page) => {
  const links = [...readFileSync(page, "utf8").matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = ""]) => link);
  expect(links.filter((link) => !existsSync(join(dirname(page), link)))).toEqual([]);
});

test("the README has a row for every sample order, with a key that opens it", () => {
  const orders: { orderNumber: string }[] = JSON.parse(readFileSync("samples/orders.json", "utf8"));
  const rows = readFileSync("README.md", "utf8").matchAll(/^\| (SO-\d{4}-\d{6}) [^|]*\| `([^`]+)` \|/gm);
  const keys = new Map([...rows].map(([, orderNumber, key]) => [orderNumber, key]));
  expect([...keys.keys()]).toEqual(orders.map(({ orderNumber }) => orderNumber));
  for (const [orderNumber = "", key = ""] of keys) expect(sampleKeys(orderNumber)).toContain(key);
});
