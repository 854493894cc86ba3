import { afterAll, beforeAll, expect, test } from "vitest";
import type { User } from "../../src/db/users.ts";
import { askForMailByHttp, type HttpVisitor, httpVisitor } from "../support/http-visitor.ts";
import { freshEmail } from "../support/sample-order.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false });
});
afterAll(() => portal.close());

const newDevices = async ({ email }: User) =>
  (await portal.world.mailsTo(email)).filter(({ kind }) => kind === "new-device").length;

const signIn = async (visitor: HttpVisitor, user: User) => {
  await visitor.post("/sign-in", { login: user.email });
  const code = portal.ctx.secrets.code(visitor.cookies.get("anykey_sign_in") ?? "");
  expect((await visitor.post("/sign-in/code", { code })).location).toBe("/products");
};

/** How many mails about a new browser the next sign-in of this one sends. */
const toldOf = async (visitor: HttpVisitor, user: User): Promise<number> => {
  const before = await newDevices(user);
  await visitor.post("/sign-out", {});
  await signIn(visitor, user);
  return (await newDevices(user)) - before;
};

test("browsers are known until the password is set anew; the one that sets it on the account page stays known", async () => {
  const user = await portal.world.account();
  const [own, other] = [httpVisitor(portal.url), httpVisitor(portal.url)];
  for (const visitor of [own, other]) await signIn(visitor, user);
  expect([await toldOf(own, user), await toldOf(other, user)]).toEqual([0, 0]);

  expect((await own.post("/account/password", { newPassword: "seven quiet harbours" })).status).toBe(303);
  expect([await toldOf(own, user), await toldOf(other, user)]).toEqual([0, 1]);

  await portal.world.passwordOf(user);
  expect([await toldOf(own, user), await toldOf(other, user)]).toEqual([1, 1]);
  expect([await toldOf(own, user), await toldOf(other, user)]).toEqual([0, 0]);
});

test("a browser's mark counts for its user only, and a later one cannot be made of it", async () => {
  const [user, another] = [await portal.world.account(), await portal.world.account()];
  const visitor = httpVisitor(portal.url);
  await signIn(visitor, user);
  await signIn(httpVisitor(portal.url), another);
  expect(await toldOf(visitor, another)).toBe(1);

  await portal.world.passwordOf(user);
  const known = visitor.cookies.get("anykey_known") ?? "";
  const later = (Date.now() + 3_600_000).toString(36);
  visitor.cookies.set("anykey_known", known.replace(/\.[0-9a-z]+_/g, `.${later}_`));
  expect(visitor.cookies.get("anykey_known")).not.toBe(known);
  expect(await toldOf(visitor, user)).toBe(1);
});

test("an activation by a mail that is older than its reader's user signs in like any sign-in, and tells of it", async () => {
  const order = await portal.world.order();
  const email = freshEmail();
  const other = httpVisitor(portal.url);
  const activation = await askForMailByHttp(other, order.keys[0] as string, email);
  const user = await portal.world.account({ email });
  await signIn(httpVisitor(portal.url), user);
  expect(await newDevices(user)).toBe(0);
  const { id } = await portal.ctx.db
    .selectFrom("verifications")
    .select("id")
    .where("activationId", "=", activation.split("/").pop() as string)
    .executeTakeFirstOrThrow();
  const activated = await other.post(`/verify/${portal.ctx.secrets.linkToken(id)}`, {});
  expect(activated.location).toBe(activation);
  expect((await other.get("/products")).status).toBe(200);
  expect(await newDevices(user)).toBe(1);
  const events = await portal.world.eventsOf(`account:${user.accountId}`);
  const ways = events.filter(({ type }) => type === "user.signed_in").map(({ data }) => data);
  expect(ways).toEqual([{ by: "code" }, { by: "activation" }]);
});
