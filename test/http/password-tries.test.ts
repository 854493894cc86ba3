import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { User } from "../../src/db/users.ts";
import { type HttpVisitor, httpVisitor, reasonIn } from "../support/http-visitor.ts";
import { freshEmail } from "../support/sample-order.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false, settings: { TRUSTED_PROXIES: "127.0.0.1" } });
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.ctx.db.deleteFrom("rateLimits").execute();
});

const from = (address: string) => httpVisitor(portal.url, { "x-forwarded-for": address });

const tryPassword = async (visitor: HttpVisitor, login: string, password: string) => {
  await visitor.post("/sign-in", { login, with: "password" });
  const { status, text, headers } = await visitor.post("/sign-in/code", { password });
  return { status, reason: reasonIn(text), wait: Number(headers.get("retry-after")) };
};

const signInByCode = async (visitor: HttpVisitor, user: User) => {
  await visitor.post("/sign-in", { login: user.email });
  const code = portal.ctx.secrets.code(visitor.cookies.get("anykey_sign_in") ?? "");
  return visitor.post("/sign-in/code", { code, password: "filled in by a program" });
};

test("wrong passwords slow down, and the e-mailed code still lets the owner in", async () => {
  const user = await portal.world.account();
  const password = await portal.world.passwordOf(user);
  for (let at = 0; at < 6; at++)
    expect(await tryPassword(from("203.0.113.9"), user.email, "wrong otter")).toMatchObject({ status: 409 });
  const slowed = await tryPassword(from("203.0.113.9"), user.email, password);
  expect(slowed).toMatchObject({ status: 429, reason: "password_slowed_down" });
  expect(slowed.wait).toBeGreaterThan(0);
  expect((await signInByCode(from("203.0.113.9"), user)).location).toBe("/products");
});

test("wrong passwords from many clients slow each other down, and never the first try of another one", async () => {
  const user = await portal.world.account();
  const password = await portal.world.passwordOf(user);
  const strangers = Array.from({ length: 20 }, (_, at) => `203.0.113.${at}`);
  for (let round = 0; round < 3; round++)
    for (const stranger of strangers) await tryPassword(from(stranger), user.email, "wrong otter");
  const slowed = await tryPassword(from(strangers[0] as string), user.email, password);
  expect(slowed).toMatchObject({ status: 429, reason: "password_slowed_down" });
  expect(slowed.wait).toBeLessThanOrEqual(60);
  expect((await tryPassword(from("198.51.100.7"), user.email, password)).status).toBe(303);
});

test("an owner's own browser waits for nobody else's tries", async () => {
  const user = await portal.world.account();
  const password = await portal.world.passwordOf(user);
  const own = from("198.51.100.7");
  await signInByCode(own, user);
  await own.post("/sign-out", {});
  const office = () => from("198.51.100.7");
  for (let at = 0; at < 7; at++) await tryPassword(office(), user.email, "wrong otter");
  expect((await tryPassword(office(), user.email, password)).status).toBe(429);
  expect((await tryPassword(own, user.email, password)).status).toBe(303);
});

test("a flood of asked codes uses up no try of the owner's own browser", async () => {
  const user = await portal.world.account();
  const own = from("198.51.100.7");
  await signInByCode(own, user);
  await own.post("/sign-out", {});
  const office = () => from("198.51.100.7");
  for (let at = 0; at < 12; at++) await office().post("/sign-in", { login: user.email });
  expect((await office().post("/sign-in", { login: user.email })).status).toBe(429);
  expect((await signInByCode(own, user)).location).toBe("/products");
});

test("a flood of asked codes leaves the way by password open, in a new browser too", async () => {
  const user = await portal.world.account();
  const password = await portal.world.passwordOf(user);
  for (let at = 0; at < 12; at++) await from("203.0.113.8").post("/sign-in", { login: user.email });
  expect((await from("203.0.113.8").post("/sign-in", { login: user.email })).status).toBe(429);
  expect((await tryPassword(from("203.0.113.8"), user.email, password)).status).toBe(303);
});

test("a stranger who asks for all mails of a name closes no way of its owner, in a new browser elsewhere", async () => {
  const user = await portal.world.account();
  for (let at = 0; at < 12; at++) {
    await from("203.0.113.7").post("/sign-in", { login: user.email });
    await from("203.0.113.7").post("/forgot-password", { login: user.email });
  }
  expect((await from("203.0.113.7").post("/forgot-password", { login: user.email })).status).toBe(429);
  expect((await from("198.51.100.7").post("/forgot-password", { login: user.email })).status).toBe(200);
  expect((await signInByCode(from("198.51.100.7"), user)).location).toBe("/products");
});

test("of forty wrong passwords at once few are judged, for a known name and an unknown one", async () => {
  for (const login of [(await portal.world.account()).email, freshEmail()]) {
    const visitors = Array.from({ length: 10 }, () => from("203.0.113.9"));
    for (const visitor of visitors) await visitor.post("/sign-in", { login, with: "password" });
    const tries = Array.from({ length: 40 }, (_, at) =>
      (visitors[at % 10] as HttpVisitor).post("/sign-in/code", { password: "x" }),
    );
    const judged = (await Promise.all(tries)).filter(({ status }) => status === 409);
    expect(judged.length).toBeGreaterThanOrEqual(5);
    expect(judged.length).toBeLessThan(12);
    await portal.ctx.db.deleteFrom("rateLimits").execute();
  }
});

test("the right password forgets the wrong ones before it", async () => {
  const user = await portal.world.account();
  const password = await portal.world.passwordOf(user);
  for (let round = 0; round < 2; round++) {
    for (let at = 0; at < 4; at++)
      expect((await tryPassword(from("203.0.113.7"), user.email, "wrong otter")).status).toBe(409);
    expect((await tryPassword(from("203.0.113.7"), user.email, password)).status).toBe(303);
  }
});
