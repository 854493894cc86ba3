import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { registrationFields } from "../../src/policy/registration-form.ts";
import { httpVisitor, reasonIn } from "../support/http-visitor.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { registrationOf } from "../support/sample-registration.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false });
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.ctx.db.deleteFrom("rateLimits").execute();
});

const atForm = async () => {
  const order = await portal.world.order({ items: [{ sku: "A1" }] });
  const visitor = httpVisitor(portal.url);
  const { location } = await visitor.post("/", { key: order.keys[0] as string });
  const activation = location as string;
  await visitor.post(`${activation}/review`, { agreement: "yes" });
  return { order, visitor, form: `${activation}/register` };
};

test.each([
  ["nothing", ""],
  ["5,000 characters", "a".repeat(5_000)],
  ["1,000 accents", "e\u0301".repeat(500)],
  ["HTML", '"><script>alert(1)</script>'],
  ["a NUL", "a\0b"],
  ["half a character", "\ud83d"],
  ["marks from right to left", "\u202eabc\u202c"],
])("a form of %s is refused at its fields, escaped, and nothing comes of it", async (_, text) => {
  const { order, visitor, form } = await atForm();
  const answer = await visitor.post(form, Object.fromEntries(registrationFields.map((field) => [field, text])));
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([422, "no-store"]);
  expect(answer.text).toContain('data-reason="malformed_email"');
  expect(answer.text).not.toContain("<script>alert");
  expect(await portal.world.accountsHolding(order)).toEqual([]);
});

test("a form that leaves out fields, or without the page's token, does nothing", async () => {
  const { order, visitor, form } = await atForm();
  expect((await visitor.post(form, {})).status).toBe(422);
  expect((await visitor.post(form, { ...registrationOf(), csrf: "forged" })).status).toBe(403);
  expect(await portal.world.accountsHolding(order)).toEqual([]);
});

test("without the agreement the right form registers nothing", async () => {
  const order = await portal.world.order({ items: [{ sku: "A1" }] });
  const visitor = httpVisitor(portal.url);
  const { location } = await visitor.post("/", { key: order.keys[0] as string });
  const refused = await visitor.post(`${location}/review`, {});
  expect([refused.status, reasonIn(refused.text)]).toEqual([422, "agreement_not_accepted"]);
  const answer = await visitor.post(`${location}/register`, { ...registrationOf({ accountId: "no-agreement" }) });
  expect([answer.status, answer.location]).toEqual([303, location]);
  expect(await portal.world.accountsHolding(order)).toEqual([]);
});

test("the password comes back to nobody, and the log of the audit holds neither it nor the form", async () => {
  const { order, visitor, form } = await atForm();
  const typed = registrationOf({
    accountId: "kept-in",
    email: "kept@initech.example",
    password: "tin whistle on a roof",
  });
  expect((await visitor.post(form, { ...typed, phone: "" })).text).not.toContain(typed.password);
  expect((await visitor.post(form, { ...typed })).status).toBe(303);
  const events = JSON.stringify(await portal.ctx.db.selectFrom("auditEvents").selectAll().execute());
  expect(events).toContain(order.orderNumber);
  for (const secret of [typed.password, typed.email, typed.phone]) expect(events).not.toContain(secret);
});

test("after thirty forms of one client the next ones wait", async () => {
  const { visitor, form } = await atForm();
  for (let sent = 0; sent < 30; sent++) expect((await visitor.post(form, {})).status).toBe(422);
  const answer = await visitor.post(form, { ...registrationOf() });
  expect([answer.status, reasonIn(answer.text)]).toEqual([429, "rate_limited"]);
});
