import { afterAll, beforeAll, expect, test } from "vitest";
import type { User } from "../../src/db/users.ts";
import { beginSession } from "../support/begin-session.ts";
import { type HttpVisitor, httpVisitor, reasonIn } from "../support/http-visitor.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { freshCode } from "../support/sample-order.ts";
import { peopleIn } from "../support/people.ts";
import type { TestOrder } from "../support/world.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false, settings: { RATE_LIMITS: "off" } });
});
afterAll(() => portal.close());

const signedIn = async (user: User): Promise<HttpVisitor> => {
  const visitor = httpVisitor(portal.url);
  visitor.cookies.set("anykey_session", await beginSession(portal.ctx, user.id, "test"));
  return visitor;
};

const openedBy = async (visitor: HttpVisitor, order: TestOrder): Promise<string> =>
  (await visitor.post("/", { key: order.keys[0] as string })).location ?? "";

/** An upgrade that was bought after an account had registered its suite. */
const upgrade = async (): Promise<{ order: TestOrder; owner: User }> => {
  const activationCode = freshCode();
  const owner = await portal.world.account({ licenses: [{ sku: "A1", activationCode }] });
  const items = [{ sku: "A1", suite: "CUP" as const, activationCode }, { sku: "XDR-ES" }];
  return { owner, order: await portal.world.order({ purchasedAt: new Date("2026-07-01T09:00:00Z"), items }) };
};

test("the signed-in owner of a cross grade is offered no account but their own", async () => {
  const { order, owner } = await upgrade();
  const visitor = await signedIn(owner);
  const activation = await openedBy(visitor, order);
  const preview = (await visitor.get(activation)).text;
  expect(preview).toContain("Activate this order");
  expect(preview).not.toMatch(/Use another account|Create a new account/);
  const form = await visitor.get(`${activation}/email`);
  expect([form.status, form.location]).toEqual([303, activation]);
});

test("somebody else is told of that account alone, and an order without one leaves every way open", async () => {
  const { order } = await upgrade();
  const stranger = await portal.world.account();
  const visitor = await signedIn(stranger);
  const refused = (await visitor.get(await openedBy(visitor, order))).text;
  expect(reasonIn(refused)).toBe("cross_grade_other_account");
  expect(refused).not.toContain("Create a new account");
  const free = (await visitor.get(await openedBy(visitor, await portal.world.order()))).text;
  expect(free).toMatch(/Use another account[\s\S]*Create a new account/);
});

/** A viewer of an account, who has entered a key of an order of this channel. */
const viewerAtOrder = async (channel: "traditional" | "direct") => {
  const owner = await portal.world.activated(await portal.world.order());
  const visitor = await signedIn(await peopleIn(portal.ctx).joined(owner, "viewer"));
  const order = await portal.world.order({ channel, items: [{ sku: "XDR-ES" }] });
  return { visitor, page: (await visitor.get(await openedBy(visitor, order))).text };
};

test.each([
  ["traditional", /Activate this order/],
  ["direct", /I accept the license agreement/],
] as const)("a viewer is told at once that their role provides no keys (%s)", async (channel, ownWay) => {
  const { visitor, page } = await viewerAtOrder(channel);
  expect(reasonIn(page)).toBe("role_cannot_activate");
  expect(page).toContain("Ask the owner or an administrator");
  expect(page).not.toMatch(ownWay);
  expect(page).toMatch(/Use another account[\s\S]*Create a new account/);
  const products = (await visitor.get("/products")).text;
  expect(products).not.toContain("Provide a key");
  expect((await visitor.get("/")).text).toContain("License key");
});

test("whoever has to prove their address first can go back to the order, and is told what to press then", async () => {
  const visitor = await signedIn(await portal.world.account({ emailVerified: false }));
  const activation = await openedBy(visitor, await portal.world.order());
  expect((await visitor.post(`${activation}/activate`, {})).location).toBe("/sign-in/code");
  const page = (await visitor.get("/sign-in/code")).text;
  expect(page).toContain(`href="${activation}">Back to the order</a>`);
  expect(page).toContain("press “Activate this order” once more");
});

test("a portal that was opened by its IP address says where passkeys work", async () => {
  const visitor = await signedIn(await portal.world.account());
  const named = portal.url.replace("127.0.0.1", "localhost");
  const page = (await visitor.get("/account")).text;
  expect(page).toContain(`<a class="ak-link" href="${named}/account">${named}</a>`);
  expect(page).not.toContain("data-passkey=");
});

test("whoever signs out is told so, and only they", async () => {
  const visitor = await signedIn(await portal.world.account());
  await visitor.get("/products");
  const after = (await visitor.post("/sign-out", {})).location ?? "";
  expect((await visitor.get(after)).text).toContain("You are signed out.");
  expect((await visitor.get("/")).text).not.toContain("You are signed out.");
  const back = await signedIn(await portal.world.account());
  expect((await back.get(after)).text).not.toContain("You are signed out.");
});
