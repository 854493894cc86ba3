import { afterAll, beforeAll, expect, test } from "vitest";
import { activateOrder } from "../../src/actions/activate-order.ts";
import { askForAccess } from "../../src/actions/ask-for-access.ts";
import { beginSession } from "../support/begin-session.ts";
import { listOpenAccessRequests } from "../../src/db/access-requests.ts";
import type { User } from "../../src/db/users.ts";
import { type HttpVisitor, httpVisitor, reasonIn } from "../support/http-visitor.ts";
import { addressOf, peopleIn } from "../support/people.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { freshEmail } from "../support/sample-order.ts";

let portal: TestPortal;
let people: ReturnType<typeof peopleIn>;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false, settings: { RATE_LIMITS: "off" } });
  people = peopleIn(portal.ctx);
});
afterAll(() => portal.close());

const visitorOf = async (user?: User): Promise<HttpVisitor> => {
  const visitor = httpVisitor(portal.url);
  if (user) visitor.cookies.set("anykey_session", await beginSession(portal.ctx, user.id, "test"));
  await visitor.get("/help");
  return visitor;
};

/** An account with everybody in it, somebody invited and somebody who asks. */
const fullAccount = async () => {
  const order = await portal.world.order();
  const owner = await portal.world.activated(order);
  const [admin, viewer, target] = [
    await people.joined(owner, "admin"),
    await people.joined(owner),
    await people.joined(owner),
  ];
  const invitation = await people.invited(owner);
  const activationId = await portal.world.openedActivation(order);
  await askForAccess(portal.ctx, { activationId, asker: addressOf(freshEmail()) });
  const [request] = await listOpenAccessRequests(portal.ctx.db, owner.accountId);
  portal.clock.advance(60);
  return { order, accountId: owner.accountId, owner, admin, viewer, target, invitation, requestId: request?.id ?? "" };
};

type Full = Awaited<ReturnType<typeof fullAccount>>;

/** All that a refused form must leave as it is. */
const stateOf = async ({ db }: TestPortal["ctx"], accountId: string): Promise<string> =>
  JSON.stringify([
    await db.selectFrom("accounts").selectAll().where("id", "=", accountId).execute(),
    await db.selectFrom("users").selectAll().where("accountId", "=", accountId).orderBy("id").execute(),
    await db.selectFrom("invitations").selectAll().where("accountId", "=", accountId).orderBy("id").execute(),
    await db.selectFrom("accessRequests").selectAll().where("accountId", "=", accountId).orderBy("id").execute(),
  ]);

const ADDRESS = { address: "1 Office Park", city: "Slough", postalCode: "", state: "", timeZone: "Europe/London" };

type Form = [name: string, path: (full: Full) => string, fields: (full: Full) => Record<string, string>];

const forms = {
  invite: ["invite", () => "/account/invitations", () => ({ email: freshEmail(), role: "viewer" })],
  sendAgain: ["send again", ({ invitation }) => `/account/invitations/${invitation.id}/send-again`, () => ({})],
  withdraw: ["withdraw", ({ invitation }) => `/account/invitations/${invitation.id}/withdraw`, () => ({})],
  letIn: [
    "let in",
    ({ requestId }) => `/account/requests/${requestId}`,
    ({ requestId }) => ({ answer: "let_in", [`role-${requestId}`]: "admin" }),
  ],
  decline: ["decline", ({ requestId }) => `/account/requests/${requestId}`, () => ({ answer: "declined" })],
  role: ["role", ({ target }) => `/account/users/${target.id}/role`, () => ({ role: "admin" })],
  remove: ["remove", ({ target }) => `/account/users/${target.id}/remove`, () => ({})],
  transfer: ["transfer", ({ target }) => `/account/users/${target.id}/transfer`, () => ({})],
  address: ["address", () => "/account/address", () => ADDRESS],
  profile: ["profile", () => "/account/profile", () => ({ firstName: "Kim", language: "en" })],
  email: ["e-mail", () => "/account/email", () => ({ newEmail: freshEmail() })],
} satisfies Record<string, Form>;

/** What a visitor, a viewer, an admin and the owner of the account, and an owner of another account are answered. */
test.each<[keyof typeof forms, visitor: number, viewer: number, admin: number, owner: number, stranger: number]>([
  ["invite", 303, 403, 303, 303, 303],
  ["sendAgain", 303, 403, 303, 303, 404],
  ["withdraw", 303, 403, 303, 303, 404],
  ["letIn", 303, 403, 303, 303, 404],
  ["decline", 303, 403, 303, 303, 404],
  ["role", 303, 403, 303, 303, 404],
  ["remove", 303, 403, 303, 303, 404],
  ["transfer", 303, 403, 403, 303, 404],
  ["address", 303, 403, 303, 303, 303],
  ["profile", 303, 303, 303, 303, 303],
  ["email", 303, 303, 303, 303, 303],
])(
  "%s: visitor %i, viewer %i, admin %i, owner %i, another account %i",
  async (name, ...statuses) => {
    const [, path, fields]: Form = forms[name];
    const roles = ["visitor", "viewer", "admin", "owner", "stranger"] as const;
    for (const [at, role] of roles.entries()) {
      const full = await fullAccount();
      const user = role === "visitor" ? undefined : role === "stranger" ? await portal.world.account() : full[role];
      const visitor = await visitorOf(user);
      const before = await stateOf(portal.ctx, full.accountId);
      const { status, location, text } = await visitor.post(path(full), fields(full));
      expect([role, status]).toEqual([role, statuses[at]]);
      const changed = (await stateOf(portal.ctx, full.accountId)) !== before;
      const done = status === 303 && !["visitor", "stranger"].includes(role) && name !== "email";
      expect([role, changed]).toEqual([role, done]);
      if (status === 403) expect(reasonIn(text)).toBe("role_not_allowed");
      if (status === 404) expect(reasonIn(text)).toBe("not_found");
      if (role === "visitor") expect(location).toMatch(/^\/sign-in\?to=account%2F(users|profile)$/);
    }
  },
  60_000,
);

test("no form counts without the token of the page", async () => {
  const full = await fullAccount();
  const visitor = await visitorOf(full.owner);
  const before = await stateOf(portal.ctx, full.accountId);
  for (const [name, path, fields] of Object.values(forms) as Form[]) {
    const { status } = await visitor.post(path(full), { ...fields(full), csrf: "" });
    expect([name, status]).toEqual([name, 403]);
  }
  expect(await stateOf(portal.ctx, full.accountId)).toBe(before);
});

test("ownership and the e-mail address are changed only right after a sign-in", async () => {
  const full = await fullAccount();
  const visitor = await visitorOf(full.owner);
  portal.clock.advance(15 * 60);
  const before = await stateOf(portal.ctx, full.accountId);
  const page = await visitor.get(`/account/users/${full.target.id}`);
  expect(page.text).toContain('data-reason="sign_in_again"');
  expect(page.text).not.toContain("/transfer");
  const transfer = await visitor.post(`/account/users/${full.target.id}/transfer`, {});
  expect(transfer.location).toBe("/sign-in?to=account%2Fusers");
  const email = await visitor.post("/account/email", { newEmail: freshEmail() });
  expect(email.location).toBe("/sign-in?to=account%2Fprofile");
  expect(await stateOf(portal.ctx, full.accountId)).toBe(before);
});

test("what no rule of a role forbids may still be refused, and the page says why", async () => {
  const { owner, admin, viewer, target, invitation } = await fullAccount();
  const asAdmin = await visitorOf(admin);
  const cases = [
    [`/account/users/${owner.id}/remove`, {}, 409, "owner_stays"],
    [`/account/users/${owner.id}/role`, { role: "viewer" }, 409, "owner_stays"],
    [`/account/users/${admin.id}/role`, { role: "viewer" }, 409, "own_role"],
    [`/account/users/${viewer.id}/role`, { role: "owner" }, 404, "not_found"],
    ["/account/invitations", { email: "no address", role: "viewer" }, 422, "malformed_email"],
    ["/account/invitations", { email: target.email, role: "viewer" }, 409, "already_user"],
    ["/account/invitations", { email: invitation.email, role: "viewer" }, 409, "already_invited"],
    ["/account/profile", { phone: "?", language: "en" }, 422, "phone_malformed"],
    ["/account/address", { ...ADDRESS, timeZone: "Mars" }, 422, "time_zone_not_in_list"],
    ["/account/email", { newEmail: "no address" }, 422, "malformed_email"],
    ["/account/email", { newEmail: admin.email.toUpperCase() }, 409, "same_email"],
  ] as const;
  for (const [path, fields, status, reason] of cases) {
    const answer = await asAdmin.post(path, fields);
    expect([path, answer.status, reasonIn(answer.text)]).toEqual([path, status, reason]);
  }
});

test("pages of other accounts' people do not exist, and a viewer's have no buttons to change others", async () => {
  const { owner, viewer, target } = await fullAccount();
  const stranger = await visitorOf(await portal.world.account());
  for (const path of [`/account/users/${owner.id}`, `/account/users/${"0".repeat(8)}`])
    expect([path, (await stranger.get(path)).status]).toEqual([path, 404]);
  const reader = await visitorOf(viewer);
  const { text } = await reader.get("/account/users");
  expect(text).toContain(owner.email);
  expect(text).not.toMatch(/action="\/account\/(invitations|requests|users)/);
  expect((await reader.get(`/account/users/${target.id}`)).text).not.toMatch(/action="\/account\/users/);
  expect((await reader.get(`/account/users/${viewer.id}`)).text).toContain(`/account/users/${viewer.id}/remove`);
});

test("an order that a removed user activated is the owner's", async () => {
  const owner = await portal.world.account();
  const admin = await people.joined(owner, "admin");
  const activation = await portal.world.signedInActivation(await portal.world.order(), admin);
  await activateOrder(portal.ctx, activation);
  const visitor = await visitorOf(owner);
  const path = `/activations/${activation.activationId}`;
  expect((await visitor.get(path)).text).toContain(`belong to ${admin.email}`);
  await visitor.post(`/account/users/${admin.id}/remove`, {});
  expect((await visitor.get(path)).text).toContain(`belong to ${owner.email}`);
});

test("a scanner that opens an invitation changes nothing, and an unknown link is answered like a withdrawn one", async () => {
  const { accountId, owner, invitation } = await fullAccount();
  const path = `/invitations/${portal.ctx.secrets.linkToken(invitation.id)}`;
  const before = await stateOf(portal.ctx, accountId);
  const scanner = await visitorOf();
  for (const method of ["GET", "HEAD"]) expect((await scanner.send(method, path)).status).toBe(200);
  expect((await scanner.send("POST", path, new URLSearchParams({}))).status).toBe(403);
  expect(await stateOf(portal.ctx, accountId)).toBe(before);
  await (await visitorOf(owner)).post(`/account/invitations/${invitation.id}/withdraw`, {});
  const reader = await visitorOf();
  const answers = [await reader.get(path), await reader.get(`/invitations/${"A".repeat(43)}`)];
  expect(answers.map(({ status, text }) => [status, reasonIn(text)])).toEqual([
    [404, "invitation_over"],
    [404, "invitation_over"],
  ]);
  const posted = await reader.post(path, {});
  expect([posted.status, reasonIn(posted.text)]).toEqual([409, "invitation_over"]);
});

test("known and unknown addresses are answered alike by an invitation and a change of e-mail", async () => {
  const walk = async (email: string) => {
    const owner = await portal.world.account();
    const visitor = await visitorOf(owner);
    const answers = [
      await visitor.post("/account/invitations", { email, role: "viewer" }),
      await visitor.get("/account/users"),
      await visitor.post("/account/email", { newEmail: email }),
      await visitor.get("/account/email/verify"),
      await visitor.post("/account/email/verify", { code: "000000" }),
      await visitor.post("/account/email/send-again", {}),
    ];
    return answers.map(({ status, location, text }) =>
      [status, location, text]
        .join("\n")
        .replaceAll(email, "NAME")
        .replaceAll(owner.email, "OWNER")
        .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ID")
        .replaceAll(/name="csrf" value="[^"]+"/g, "CSRF")
        .replaceAll(/Imported company \d+/g, "COMPANY")
        .replaceAll(/<time [^>]+>[^<]+<\/time>/g, "TIME")
        .replaceAll(/in \d+ seconds|data-seconds="\d+"/g, "SECONDS"),
    );
  };
  const known = (await portal.world.account()).email;
  expect(await walk(known)).toEqual(await walk(freshEmail()));
});

test("times are in the account's zone for everybody in it, and in UTC for others", async () => {
  const owner = await portal.world.account({ timeZone: "Asia/Tokyo" });
  for (const user of [owner, await people.joined(owner)]) {
    const visitor = await visitorOf(user);
    for (const path of ["/account", "/account/users"]) {
      const { text } = await visitor.get(path);
      expect(text, path).toMatch(/<time [^>]+>\d+ \w+ 2026, \d\d:\d\d GMT\+9<\/time>/);
      expect(text, path).not.toContain("UTC");
    }
  }
});
