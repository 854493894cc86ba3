import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginSession } from "../support/begin-session.ts";
import { changeRole } from "../../src/actions/change-role.ts";
import { removeUser } from "../../src/actions/remove-user.ts";
import { insertAuditEvents } from "../../src/db/audit-events.ts";
import { inTransaction } from "../../src/db/client.ts";
import { httpVisitor } from "../support/http-visitor.ts";
import { peopleIn, personOf } from "../support/people.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";

let portal: TestPortal;
let people: ReturnType<typeof peopleIn>;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false, settings: { RATE_LIMITS: "off" } });
  people = peopleIn(portal.ctx);
});
afterAll(() => portal.close());

const visitorOf = async (userId: string) => {
  const visitor = httpVisitor(portal.url);
  visitor.cookies.set("anykey_session", await beginSession(portal.ctx, userId, "test"));
  return visitor;
};

test("the account as JSON has its people, licenses and activity, of no other account, and no secret", async () => {
  const [order, foreign] = [await portal.world.order({ addOns: 2, products: 2 }), await portal.world.order()];
  const [owner, stranger] = [await portal.world.activated(order), await portal.world.activated(foreign)];
  await portal.world.passwordOf(owner);
  const viewer = await people.joined(owner);
  const invitation = await people.invited(owner);
  const visitor = await visitorOf(owner.id);
  const file = await visitor.get("/account/export.json");
  expect(file.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename="anykey-account-2026-11-24\.json"$/);
  expect(file.headers.get("cache-control")).toBe("no-store");
  const data = JSON.parse(file.text);
  expect(Object.keys(data)).toEqual([
    "exportedAt",
    "account",
    "users",
    "formerUsers",
    "invitations",
    "accessRequests",
    "licenses",
    "activity",
  ]);
  expect(data.users.map((user: { email: string }) => user.email)).toEqual([owner.email, viewer.email]);
  expect(data.invitations.map(({ email, ended }: Record<string, unknown>) => [email, ended])).toEqual([
    [viewer.email, "accepted"],
    [invitation.email, null],
  ]);
  const codes = order.items.map(({ activationCode }) => activationCode);
  expect(data.licenses.map((license: { activationCode: string }) => license.activationCode).toSorted()).toEqual(
    codes.toSorted(),
  );
  expect(data.activity.some(({ type }: { type: string }) => type === "license.registered")).toBe(true);
  for (const foreignText of [stranger.email, stranger.accountId, foreign.orderNumber])
    expect(file.text).not.toContain(foreignText);
  expect(file.text).not.toMatch(/hash|sealed|token|secret/i);
});

test("an export that meets a fault is broken off and told, and the portal goes on", async () => {
  const owner = await portal.world.activated(await portal.world.order({ addOns: 1, products: 1 }));
  const visitor = await visitorOf(owner.id);
  const cookie = `anykey_session=${visitor.cookies.get("anykey_session")}`;
  await portal.ctx.db
    .updateTable("licenses")
    .set({ codeSealed: Buffer.from("broken") })
    .where("accountId", "=", owner.accountId)
    .execute();
  for (const path of ["/account/export.json", "/account/products.csv"]) {
    const answer = await fetch(portal.url + path, { headers: { cookie } });
    expect(answer.status).toBe(200);
    await expect(answer.text(), path).rejects.toThrow();
  }
  expect((await visitor.get("/healthz")).status).toBe(200);
});

test("the products as CSV are a row each, and no cell is a formula", async () => {
  const order = await portal.world.order({ orderNumber: "=HYPERLINK(1)", addOns: 2, products: 2 });
  const owner = await portal.world.activated(order);
  const viewer = await people.joined(owner);
  const file = await (await visitorOf(viewer.id)).get("/account/products.csv");
  expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const rows = parse<Record<string, string>>(file.text, { columns: true, bom: true });
  expect(rows).toHaveLength(4);
  expect(rows.map(({ activationCode }) => activationCode).toSorted()).toEqual(
    order.items.map(({ activationCode }) => activationCode).toSorted(),
  );
  expect(new Set(rows.map(({ orderNumber }) => orderNumber))).toEqual(new Set(["'=HYPERLINK(1)"]));
});

test("a file is for somebody who is signed in", async () => {
  for (const path of ["/account/export.json", "/account/products.csv", "/account/activity", "/account/profile"])
    expect([path, (await httpVisitor(portal.url).get(path)).status]).toEqual([path, 303]);
});

test("the activity tells in words who did what, of removed users too, and of no other account", async () => {
  const order = await portal.world.order();
  const owner = await portal.world.activated(order);
  const viewer = await people.joined(owner);
  await changeRole(portal.ctx, personOf(owner), { userId: viewer.id, role: "admin" });
  await removeUser(portal.ctx, personOf(owner), viewer.id);
  const { text } = await (await visitorOf(owner.id)).get("/account/activity");
  for (const sentence of [
    `Removed ${viewer.email} from the account.`,
    `Changed the role of ${viewer.email} to administrator.`,
    "Accepted an invitation and became a viewer.",
    `Invited ${viewer.email} as a viewer.`,
    `Activated order ${order.orderNumber}.`,
    "The account was made.",
  ])
    expect(text).toContain(sentence);
  expect(text.indexOf("Removed")).toBeLessThan(text.indexOf("Activated order"));
  const other = await portal.world.account();
  expect((await (await visitorOf(other.id)).get("/account/activity")).text).not.toContain(order.orderNumber);
});

test("what the portal did by itself is not laid on the vendor, and what the vendor handed in is not laid on the portal", async () => {
  const { id, accountId } = await portal.world.account();
  const event = { subject: `account:${accountId}`, data: { licenses: 2 }, type: "account.told_of_ends" };
  await inTransaction(portal.ctx.db, (tx) =>
    insertAuditEvents(tx, portal.ctx.newId, portal.ctx.now(), [{ ...event, actor: "system" }]),
  );
  const { text } = await (await visitorOf(id)).get("/account/activity");
  expect(text).toMatch(/told by e-mail of 2 licenses that end\.[\s\S]*?by the portal[\s\S]*?by the vendor/);
});

test("a long activity is paged by a cursor without a gap or a repetition", async () => {
  const owner = await portal.world.account();
  const viewer = await people.joined(owner);
  for (let at = 0; at < 60; at++)
    await changeRole(portal.ctx, personOf(owner), { userId: viewer.id, role: at % 2 ? "viewer" : "admin" });
  const visitor = await visitorOf(owner.id);
  const pages: string[] = [];
  for (let path = "/account/activity"; path !== ""; ) {
    const { text } = await visitor.get(path);
    pages.push(text);
    path = /href="(\/account\/activity\?before=\d+)"/.exec(text)?.[1] ?? "";
  }
  const sentences = pages.map((text) =>
    [...text.matchAll(/<li><span class="wrap-anywhere">([^<]+)/g)].map(([, said]) => said),
  );
  expect(sentences.map(({ length }) => length)).toEqual([50, 13]);
  expect(sentences.flat().filter((said) => said?.startsWith("Changed the role"))).toHaveLength(60);
  expect((await visitor.get("/account/activity?before=nonsense")).status).toBe(200);
});
