import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { onDatabase, runAnykey } from "../support/command.ts";
import { tableOf, written } from "../support/csv.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

// Every command is a process of its own, which a busy machine starts slowly.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const sampleOrders = readFileSync("samples/orders.json", "utf8");
const folder = mkdtempSync(join(tmpdir(), "anykey-cli-"));
const databases: TestDatabase[] = [];

const freshDatabase = async () => {
  const database = await createTestDatabase();
  databases.push(database);
  const anykey = (args: string[], input?: string) => runAnykey(onDatabase(database.url), args, input);
  expect(await anykey(["catalog", "apply", "catalog/trend-micro.yaml"])).toMatchObject({ code: 0, error: "" });
  return { database, anykey };
};

const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const sampleWith = (change: (orders: Record<string, unknown>[]) => void): string => {
  const orders = JSON.parse(sampleOrders);
  change(orders);
  return JSON.stringify(orders);
};

const countOrders = () => samples.database.ctx.db.selectFrom("orders").select("id").execute();

/** What the database knows afterwards, without ids and the time of the import. */
const stateOf = ({ ctx }: TestDatabase) =>
  ctx.db
    .selectFrom("orderItems")
    .innerJoin("orders", "orders.id", "orderItems.orderId")
    .innerJoin("licenses", "licenses.id", "orderItems.licenseId")
    .leftJoin("accounts", "accounts.id", "licenses.accountId")
    .select(["orderNumber", "process", "line", "licenses.codeLookup", "licenses.seats", "licenses.endsOn"])
    .select(["licenses.region", "licenses.registeredAt", "accounts.loginId"])
    .orderBy("orderNumber")
    .orderBy("line")
    .execute();

afterAll(async () => {
  for (const database of databases) await database.close();
  rmSync(folder, { recursive: true });
});

test("the samples come to the same state, accounts before orders or after", async () => {
  const [one, other] = [await freshDatabase(), await freshDatabase()];
  await one.anykey(["accounts", "import", "samples/accounts.json"]);
  await one.anykey(["orders", "import", "samples/orders.json"]);
  await other.anykey(["orders", "import", "samples/orders.json"]);
  await other.anykey(["accounts", "import", "samples/accounts.json"]);
  const state = await stateOf(one.database);
  expect(state).toHaveLength(23);
  expect(state.filter(({ loginId }) => loginId === "birch-it")).toHaveLength(2);
  expect(await stateOf(other.database)).toEqual(state);
});

let samples: Awaited<ReturnType<typeof freshDatabase>>;
const anykey = (args: string[], input?: string) => samples.anykey(args, input);

beforeAll(async () => {
  samples = await freshDatabase();
  expect(await anykey(["orders", "import", "samples/orders.json"])).toEqual({
    code: 0,
    out: "10 orders: 10 new, 0 unchanged\n",
    error: "",
  });
});

test("repeating the import changes nothing and says so", async () => {
  const again = await anykey(["orders", "import", "-", "--json"], sampleOrders);
  expect(again).toMatchObject({ code: 0, error: "" });
  expect(JSON.parse(again.out)).toEqual({ ok: true, total: 10, new: 0, unchanged: 10 });
});

test("the same order as CSV is the same order", async () => {
  const path = file("orders.csv", `\ufeff${written(tableOf(JSON.parse(sampleOrders)[0]), ";", "\r\n")}`);
  const again = await anykey(["orders", "import", path]);
  expect(again).toEqual({ code: 0, out: "1 order: 0 new, 1 unchanged\n", error: "" });
});

test("the keys that were issued are told once, to people and to programs", async () => {
  const { database, anykey } = await freshDatabase();
  const template = JSON.parse(readFileSync("samples/order-template.json", "utf8"));
  const made = await anykey(["orders", "import", "samples/order-template.json"]);
  expect(made).toMatchObject({ code: 0, error: "" });
  const [counts, , head, ...rows] = made.out.trimEnd().split("\n");
  expect(counts).toBe("1 order: 1 new, 0 unchanged");
  expect(head).toMatch(/^Order +Line +Registration key +Activation code$/);
  expect(rows).toHaveLength(template.items.length);
  const [number, line, registrationKey = "", activationCode = ""] = rows[0]?.split(/ +/) ?? [];
  expect([number, line]).toEqual([template.orderNumber, "1"]);
  expect([registrationKey.length, activationCode.length]).toEqual([22, 37]);
  const again = await anykey(["orders", "import", "samples/order-template.json"]);
  expect(again.out).toBe("1 order: 0 new, 1 unchanged\n");

  const other = JSON.stringify({ ...template, orderNumber: "MY-2026-0002" });
  const told = JSON.parse((await anykey(["orders", "import", "-", "--json"], other)).out);
  expect(told).toMatchObject({ ok: true, total: 1, new: 1 });
  expect(told.issuedKeys).toHaveLength(template.items.length);
  expect(told.issuedKeys[0]).toMatchObject({ orderNumber: "MY-2026-0002", line: 1 });
  const lookup = database.ctx.secrets.lookup(told.issuedKeys[0].activationCode);
  const licenses = database.ctx.db.selectFrom("licenses").select("sku").where("codeLookup", "=", lookup);
  expect(await licenses.execute()).toEqual([{ sku: template.items[0].sku }]);
});

test("every refusal is named, and the orders beside them stay out too", async () => {
  const path = file(
    "refused.json",
    sampleWith((orders) => {
      Object.assign(orders[0] as object, { certificateNumber: "LC-OTHER" });
      Object.assign(orders[1] as object, { orderNumber: "SO-NEW-1" });
      orders.splice(2, 7);
      Object.assign(orders[2] as object, { orderNumber: "SO-NEW-2", items: freshItems });
    }),
  );
  const refused = await anykey(["orders", "import", path]);
  expect(refused).toMatchObject({ code: 1, out: "" });
  expect(refused.error.split("\n").map((line) => line.slice(0, 72))).toEqual([
    "refused.json: record 1 (SO-2026-000001): This order is known already wit",
    "refused.json: record 2 (SO-NEW-1) /items/1/registrationKey: Another orde",
    "Nothing was changed: 2 faults.",
    "",
  ]);
  expect(await countOrders()).toHaveLength(10);
});

test("every fault of a file is told by its place, 50 at most, and no key is repeated", async () => {
  const path = file(
    "bad.ndjson",
    `${JSON.stringify({ ...JSON.parse(sampleOrders)[0], type: "gift", region: "MARS", items: [{ sku: "NOPE" }] })}\nnot json XC-CRKN-LM95\n\n${"{}\n".repeat(10)}`,
  );
  const bad = await anykey(["orders", "import", path]);
  expect(bad).toMatchObject({ code: 1, out: "" });
  expect(bad.error).toContain("bad.ndjson: line 1 (SO-2026-000001) /type: Expected one of new, renewal.");
  expect(bad.error).toContain("bad.ndjson: line 1 (SO-2026-000001) /region: ");
  expect(bad.error).toContain("bad.ndjson: line 1 (SO-2026-000001) /items/0/sku: The catalogue has no product NOPE.");
  expect(bad.error).toContain("bad.ndjson: line 2: This is not valid JSON");
  expect(bad.error).toContain("bad.ndjson: line 4 /orderNumber: This field is missing");
  expect(bad.error).toMatch(/… and \d+ more\nNothing was changed: \d+ faults\.\n$/);
  expect(bad.error).not.toContain("XC-CRKN");
  expect(await countOrders()).toHaveLength(10);
});

test("an order is shown without its keys, however its number is typed", async () => {
  const shown = await anykey(["orders", "show", "SO-2026-000001", "--json"]);
  expect(JSON.parse(shown.out)).toMatchObject({ orderNumber: "SO-2026-000001", process: "account_based" });
  for (const key of sampleOrders.match(/[A-Z]{2}(-[A-Z0-9]{4,5}){4,6}/g) ?? []) expect(shown.out).not.toContain(key);
  const typed = await anykey(["orders", "show", " so-2026 -", "000001 ", "--json"]);
  expect(typed.out).toBe(shown.out);
  expect(await anykey(["orders", "show", "SO-1"])).toEqual({ code: 1, out: "", error: "There is no order SO-1.\n" });
});

const freshItems = [
  { line: 1, sku: "CAS", suite: null, version: "full", seats: 1, startsOn: "2026-05-04", endsOn: "2027-05-03" },
];
