import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { confirmAuthenticator, setUpAuthenticator } from "../../src/actions/set-up-authenticator.ts";
import { findAuthenticator } from "../../src/db/authenticators.ts";
import type { User } from "../../src/db/users.ts";
import { findLatestVerification } from "../../src/db/verifications.ts";
import { askForMailByHttp, httpVisitor } from "../support/http-visitor.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { freshEmail } from "../support/sample-order.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false });
});
afterAll(() => portal.close());

const appCode = async (user: User): Promise<string> => {
  const stored = await findAuthenticator(portal.ctx.db, user.id);
  const secret = Secret.fromBase32(portal.ctx.secrets.open(stored?.secretSealed ?? Buffer.alloc(0)));
  return new TOTP({ secret }).generate({ timestamp: portal.ctx.now().getTime() });
};

const turnOnApp = async (user: User): Promise<void> => {
  await setUpAuthenticator(portal.ctx, user.id);
  const person = { userId: user.id, accountId: user.accountId, sessionId: portal.ctx.newId() };
  expect(await confirmAuthenticator(portal.ctx, person, await appCode(user))).toMatchObject({ ok: true });
  portal.clock.advance(30);
};

test("a mail that was asked for before the address had an account passes no app of that account", async () => {
  const email = freshEmail();
  const order = await portal.world.order({ items: [{ sku: "XDR-ES" }] });
  const visitor = httpVisitor(portal.url);
  const activation = await askForMailByHttp(visitor, order.keys[0] as string, email);
  const verification = await findLatestVerification(portal.ctx.db, activation.split("/").pop() as string);
  const link = `/verify/${portal.ctx.secrets.linkToken(verification?.id ?? "")}`;
  const user = await portal.world.activated(await portal.world.order(), email);
  await turnOnApp(user);

  const code = portal.ctx.secrets.code(verification?.id ?? "");
  expect((await visitor.post(`${activation}/verify`, { code })).status).toBe(303);
  for (const address of [link, `${activation}/confirm`]) {
    expect((await visitor.get(address)).text).toContain(`value="${email}"`);
    expect(await visitor.post(address, {})).toMatchObject({ status: 303, location: address });
  }
  expect(visitor.cookies.has("anykey_session")).toBe(false);
  expect(await portal.world.accountsHolding(order)).toEqual([]);

  await visitor.post("/sign-in", { login: email, verification: link.split("/").pop() as string });
  const signInCode = portal.ctx.secrets.code(visitor.cookies.get("anykey_sign_in") ?? "");
  expect((await visitor.post("/sign-in/code", { code: signInCode })).location).toBe("/sign-in/second-factor");
  expect((await visitor.post("/sign-in/second-factor", { code: await appCode(user) })).location).toBe(link);
  expect((await visitor.post(link, {})).location).toBe(activation);
  expect(await portal.world.accountsHolding(order)).toEqual([user.accountId]);
});
