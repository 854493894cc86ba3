import { afterAll, beforeAll, expect, test } from "vitest";
import { beginSession } from "../support/begin-session.ts";
import { findExpiryMailsOff } from "../../src/db/expiry-mails-off.ts";
import type { User } from "../../src/db/users.ts";
import { maskEmail } from "../../src/policy/masking.ts";
import { httpVisitor } from "../support/http-visitor.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false });
});
afterAll(() => portal.close());

const linkOf = (user: User) => `/unsubscribe/${user.id}/${portal.ctx.secrets.unsubscribeProof(user.id)}`;
const isOn = async (user: User) => (await findExpiryMailsOff(portal.ctx.db, user.id)) === undefined;

test("the link of a mail shows a button; looking at it changes nothing", async () => {
  const user = await portal.world.account();
  const visitor = httpVisitor(portal.url);
  const page = await visitor.get(linkOf(user));
  expect(page.status).toBe(200);
  expect(page.text).toContain(maskEmail(user.email));
  expect(page.text).not.toContain(user.email);
  await visitor.send("HEAD", linkOf(user));
  expect(await isOn(user)).toBe(true);
  expect((await visitor.post(linkOf(user), { mails: "off" })).location).toBe(linkOf(user));
  expect(await isOn(user)).toBe(false);
  expect((await visitor.get(linkOf(user))).text).toContain("Turn on these e-mails");
  await visitor.post(linkOf(user), { mails: "on" });
  expect(await isOn(user)).toBe(true);
});

test("a mail program's own button turns them off with one POST, without a cookie or a page", async () => {
  const user = await portal.world.account();
  const oneClick = (path: string, body: string) =>
    fetch(portal.url + path, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  expect((await oneClick(linkOf(user), "List-Unsubscribe=Nonsense")).status).toBe(403);
  expect((await oneClick(`/unsubscribe/${user.id}/nonsense`, "List-Unsubscribe=One-Click")).status).toBe(404);
  expect((await oneClick(`/unsubscribe/nobody/nonsense`, "List-Unsubscribe=One-Click")).status).toBe(404);
  expect(await isOn(user)).toBe(true);
  expect((await oneClick(linkOf(user), "List-Unsubscribe=One-Click")).status).toBe(200);
  expect((await oneClick(linkOf(user), "List-Unsubscribe=One-Click")).status).toBe(200);
  expect(await isOn(user)).toBe(false);
});

test("a link counts for its own user only, and a form of another site not at all", async () => {
  const [user, other] = [await portal.world.account(), await portal.world.account()];
  const visitor = httpVisitor(portal.url);
  const proof = portal.ctx.secrets.unsubscribeProof(other.id);
  expect((await visitor.get(`/unsubscribe/${user.id}/${proof}`)).status).toBe(404);
  expect((await visitor.post(`/unsubscribe/${user.id}/${proof}`, { mails: "off" })).status).toBe(404);
  const forged = await visitor.send("POST", linkOf(user), new URLSearchParams({ mails: "off" }));
  expect(forged.status).toBe(403);
  expect(await isOn(user)).toBe(true);
});

test("somebody signed in turns their own off and on", async () => {
  const user = await portal.world.account();
  const visitor = httpVisitor(portal.url);
  visitor.cookies.set("anykey_session", await beginSession(portal.ctx, user.id, "test"));
  expect((await visitor.get("/account/profile")).text).toContain("gets these e-mails");
  await visitor.post("/account/e-mails", { mails: "off" });
  expect(await isOn(user)).toBe(false);
  expect((await visitor.get("/account/profile")).text).toContain("gets none of these e-mails");
  expect((await visitor.get("/account/activity")).text).toContain("Turned the e-mails about ending licenses off.");
  await visitor.post("/account/e-mails", { mails: "on" });
  expect(await isOn(user)).toBe(true);
});
