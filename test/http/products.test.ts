import { afterAll, beforeAll, expect, test } from "vitest";
import { beginSession } from "../support/begin-session.ts";
import { createDb, createPool } from "../../src/db/client.ts";
import type { User } from "../../src/db/users.ts";
import { createPortalApp } from "../../src/portal-app.ts";
import { httpVisitor, reasonIn } from "../support/http-visitor.ts";
import { giveManyLicenses } from "../support/many-licenses.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { freshCode, freshKey } from "../support/sample-order.ts";
import { countStatements } from "../support/statements.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false });
});
afterAll(() => portal.close());

const signedIn = async (user: User) => {
  const visitor = httpVisitor(portal.url);
  visitor.cookies.set("anykey_session", await beginSession(portal.ctx, user.id, "test"));
  await visitor.get("/products");
  return visitor;
};

const holder = async () => {
  const order = await portal.world.order({ addOns: 1, products: 2 });
  const user = await portal.world.activated(order);
  const [license] = await portal.world.licensesOf(order);
  return { order, user, licenseId: license?.id ?? "", visitor: await signedIn(user) };
};

test("a big account costs as few statements and bytes as a small one", async () => {
  const pool = createPool(portal.databaseUrl, 4);
  const statements = countStatements(pool);
  const app = createPortalApp({ ...portal.ctx, pool, db: createDb(pool) }, { reason: null });
  const costs = new Map<number, { sent: number; bytes: number }>();
  for (const size of [60, 3000]) {
    const user = await portal.world.account();
    await giveManyLicenses(portal.ctx, user, size);
    const cookie = `anykey_session=${await beginSession(portal.ctx, user.id, "test")}`;
    statements();
    const answer = await app.request("/products", { headers: { cookie } }, { incoming: { socket: {} } });
    const text = await answer.text();
    costs.set(size, { sent: statements(), bytes: text.length });
    expect(text.match(/role="rowheader"/g)).toHaveLength(50);
    expect(text).toContain(`50 of ${size.toLocaleString("en")} licenses.`);
  }
  await pool.end();
  const [small, big] = [...costs.values()];
  // Who is signed in, the page's licenses, the counts, what ends first.
  expect([small?.sent, big?.sent]).toEqual([4, 4]);
  expect(big?.bytes).toBeLessThan(120_000);
});

test.each([
  ["an activation code", "activationCode"],
  ["a registration key of one item", "registrationKey"],
] as const)("whoever looks for %s is led to its license, and the key gets into no address", async (_, kind) => {
  const { order, licenseId, visitor } = await holder();
  const key = order.items[0]?.[kind] ?? "";
  const found = await visitor.post("/products", { q: ` ${key.toLowerCase()} ` });
  expect([found.status, found.location]).toEqual([303, `/licenses/${licenseId}`]);
  expect((await visitor.get(`/products?q=${key}`)).location).toBe(`/licenses/${licenseId}`);
});

test("a registration key of several items leads to the list of its order", async () => {
  const shared = freshKey("registration_key");
  const order = await portal.world.order({
    items: ["XDR-CAS", "CAS"].map((sku) => ({ sku, registrationKey: shared })),
  });
  const visitor = await signedIn(await portal.world.activated(order));
  const found = await visitor.post("/products", { q: shared });
  expect(found.location).toBe(`/products?q=${order.orderNumber}`);
  expect((await visitor.get(found.location ?? "")).text.match(/role="rowheader"/g)).toHaveLength(2);
});

test("a key of another account and one that nobody has are told alike", async () => {
  const { visitor } = await holder();
  const other = await holder();
  for (const key of [other.order.items[0]?.activationCode, other.order.items[0]?.registrationKey, freshCode()]) {
    const answer = await visitor.post("/products", { q: key ?? "" });
    expect([answer.status, reasonIn(answer.text)]).toEqual([409, "unknown_key"]);
    expect(answer.text).toContain(`under <a class="ak-link" href="/">Provide a key</a>.`);
    expect(answer.text).toContain(`value="${key}"`);
    expect(answer.text.match(/role="rowheader"/g)).toHaveLength(3);
    expect((await visitor.get(`/products?q=${key}`)).location).toBe("/products");
  }
});

test("another account's license does not exist, nor does one that is none", async () => {
  const { visitor, licenseId } = await holder();
  const other = await holder();
  expect((await visitor.get(`/licenses/${licenseId}`)).status).toBe(200);
  for (const id of [other.licenseId, "-".repeat(36), "1", licenseId.toUpperCase()])
    expect((await visitor.get(`/licenses/${id}`)).status, id).toBe(404);
  expect((await httpVisitor(portal.url).get(`/licenses/${licenseId}`)).location).toBe("/sign-in");
});

test("what was searched for stands in the address, and what makes no sense narrows nothing down", async () => {
  const { visitor } = await holder();
  const asked = await visitor.post("/products", { q: " Apex  One ", status: "active", kind: "saas" });
  expect(asked.location).toBe("/products?q=Apex+One&status=active&kind=saas#licenses");
  const odd = await visitor.get("/products?status=nonsense&kind=%00&after=nonsense&q=%00%20");
  expect([odd.status, odd.text.match(/role="rowheader"/g)?.length]).toEqual([200, 3]);
  for (const q of ["<script>alert(1)</script>", "\ud83d", "x".repeat(5000), "%'\\_"]) {
    const answer = await visitor.get(`/products?q=${encodeURIComponent(q.toWellFormed())}`);
    expect(answer.status, q).toBe(200);
    expect(answer.text).not.toContain("<script>alert");
  }
});

test("a visitor who is not signed in is asked to, whatever they send", async () => {
  const visitor = httpVisitor(portal.url);
  for (const path of ["/products", "/products?status=active"])
    expect((await visitor.get(path)).location, path).toBe("/sign-in");
  expect((await visitor.post("/products", { q: "x" })).location).toBe("/sign-in");
  expect((await visitor.post("/account/e-mails", { mails: "off" })).location).toBe("/sign-in?to=account%2Fprofile");
});
