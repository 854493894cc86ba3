import { afterAll, beforeAll, expect, test } from "vitest";
import { activateOrder } from "../../src/actions/activate-order.ts";
import { beginSession } from "../support/begin-session.ts";
import type { User } from "../../src/db/users.ts";
import { httpVisitor } from "../support/http-visitor.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import type { OrderWishes } from "../support/sample-order.ts";

let portal: TestPortal;
beforeAll(async () => {
  const settings = { CONSOLE_URL: "http://127.0.0.1:9", CONSOLE_CLIENT_SECRET: "s".repeat(32) };
  portal = await startTestPortal({ worker: false, settings });
});
afterAll(() => portal.close());

const signedIn = async (user: User) => {
  const visitor = httpVisitor(portal.url);
  visitor.cookies.set("anykey_session", await beginSession(portal.ctx, user.id, "test"));
  return visitor;
};

/** The page of a further order that the user has activated. */
const pageOfFurther = async (user: User, wishes: OrderWishes): Promise<string> => {
  const attempt = await portal.world.signedInActivation(await portal.world.order(wishes), user);
  expect((await activateOrder(portal.ctx, attempt)).ok).toBe(true);
  return (await (await signedIn(user)).get(`/activations/${attempt.activationId}`)).text;
};

test("a later order of another region says which region serves it, and which products have their own", async () => {
  const user = await portal.world.activated(await portal.world.order({ region: "US" }));
  const stays = /is of region Japan. Your console stays in United States/;
  const own = /Deep Discovery Inspector \(JP\) has a region of its own: Japan serves it/;

  const follows = await pageOfFurther(user, { region: "JP", items: [{ sku: "XDR-ES" }] });
  expect(follows).toMatch(stays);
  expect(follows).not.toMatch(own);

  const japanese = await pageOfFurther(user, { region: "JP", items: [{ sku: "XDR-DDI-JP" }] });
  expect(japanese).not.toMatch(stays);
  expect(japanese).toMatch(own);
});

test.each([
  ["preparing", /Being prepared since <time datetime="2026-11-24T10:42:00.000Z"/],
  ["ready", /Up to date since <time datetime="2026-11-24T10:42:00.000Z"/],
  ["failed", /Last tried: <time datetime="2026-11-24T10:42:00.000Z"/],
] as const)("the products page and the activated page say since when the console is %s", async (state, since) => {
  const user = await portal.world.activated(await portal.world.order());
  const stateSince = new Date("2026-11-24T10:42:00Z");
  const console = portal.ctx.db.updateTable("consoleAccounts").set({ state, stateSince });
  await console.where("accountId", "=", user.accountId).execute();
  const visitor = await signedIn(user);
  expect((await visitor.get("/products")).text).toMatch(since);
  const done = portal.ctx.db.selectFrom("activations").select("id").where("accountId", "=", user.accountId);
  const { id } = await done.executeTakeFirstOrThrow();
  expect((await visitor.get(`/activations/${id}`)).text).toMatch(since);
});

test("the pop-up names each add-on of the console once", async () => {
  const order = await portal.world.order({ items: [{ sku: "XDR-CAS" }, { sku: "XDR-CAS" }, { sku: "XDR-ES" }] });
  const user = await portal.world.account();
  const attempt = await portal.world.signedInActivation(order, user);
  const visitor = await signedIn(user);
  expect((await activateOrder(portal.ctx, attempt)).ok).toBe(true);
  visitor.cookies.set("anykey_welcome", attempt.activationId);
  const { text } = await visitor.get(`/activations/${attempt.activationId}`);
  const dialog = text.slice(text.indexOf("<dialog"), text.indexOf("</dialog>"));
  expect([...dialog.matchAll(/font-medium">([^<]+)</g)].map(([, name]) => name)).toEqual([
    "XDR Add-On: Cloud App Security",
    "XDR Endpoint Sensor",
  ]);
});
