import * as openid from "openid-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { removeUser } from "../../src/actions/remove-user.ts";
import { type HttpVisitor, httpVisitor, reasonIn } from "../support/http-visitor.ts";
import { peopleIn, personOf } from "../support/people.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import {
  CONSOLE_URL,
  type ConsoleClient,
  consoleClient,
  follow,
  refusalOf,
  signedInVisitor,
  signInAgain,
} from "./console-client.ts";

let portal: TestPortal;
let client: ConsoleClient;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false, settings: { CONSOLE_URL } });
  client = await consoleClient(portal);
});
afterAll(() => portal.close());

const openConsole = async (visitor: HttpVisitor, wishes: Record<string, string> = {}) => {
  const begun = await client.begin(wishes);
  return { begun, ...(await follow(visitor, portal.url, begun.url)) };
};

const consoleUserOf = async (visitor: HttpVisitor): Promise<string | undefined> => {
  const { begun, at } = await openConsole(visitor);
  return (await client.redeem(at, begun)).claims()?.sub;
};

const signInPath = (at: string) => new URL(at).pathname;

test("who signs out of the portal is not signed in to the console again", async () => {
  const user = await portal.world.account();
  const visitor = await signedInVisitor(portal, user.id);
  expect(await consoleUserOf(visitor)).toBe(user.id);
  await visitor.post("/sign-out", {});
  const { at, answer } = await openConsole(visitor);
  expect([signInPath(at), answer.status]).toEqual(["/sign-in", 200]);
  expect((await openConsole(visitor, { prompt: "none" })).at).toContain("error=login_required");
});

test("signing out of the portal ends the codes and tokens that a console has", async () => {
  const user = await portal.world.account();
  const visitor = await signedInVisitor(portal, user.id);
  const [first, second] = [await openConsole(visitor), await openConsole(visitor)];
  const { access_token } = await client.redeem(first.at, first.begun);
  expect(await openid.fetchUserInfo(client.config, access_token, user.id)).toMatchObject({ sub: user.id });
  await visitor.post("/sign-out", {});
  expect(await refusalOf(client.redeem(second.at, second.begun))).toBe("invalid_grant");
  await expect(openid.fetchUserInfo(client.config, access_token, user.id)).rejects.toThrow();
});

test("a way to the console that was left half-way leads nowhere after signing out", async () => {
  const user = await portal.world.account();
  const visitor = await signedInVisitor(portal, user.id);
  const begun = await client.begin();
  const interaction = await visitor.get((await visitor.get(begun.url.href)).location ?? "");
  await visitor.post("/sign-out", {});
  const { at } = await follow(visitor, portal.url, interaction.location ?? "");
  expect(at).toContain("code=");
  expect(await refusalOf(client.redeem(at, begun))).toBe("invalid_grant");
});

test("a portal session that rests too long ends the console's way in as well", async () => {
  const user = await portal.world.account();
  const visitor = await signedInVisitor(portal, user.id);
  expect(await consoleUserOf(visitor)).toBe(user.id);
  portal.clock.advance(12 * 3600 + 1);
  expect(signInPath((await openConsole(visitor)).at)).toBe("/sign-in");
});

test("when another user signs in to the same browser, the console gets that one", async () => {
  const [one, other] = [await portal.world.account(), await portal.world.account()];
  const visitor = await signedInVisitor(portal, one.id);
  expect(await consoleUserOf(visitor)).toBe(one.id);
  await signInAgain(portal.ctx, visitor, other.id);
  expect(await consoleUserOf(visitor)).toBe(other.id);
});

test("a removed user gets in nowhere: not by a session, a code or a token", async () => {
  const owner = await portal.world.account();
  const user = await peopleIn(portal.ctx).joined(owner);
  const visitor = await signedInVisitor(portal, user.id);
  const first = await openConsole(visitor);
  const tokens = await client.redeem(first.at, first.begun);
  const second = await openConsole(visitor);
  expect(await removeUser(portal.ctx, personOf(owner), user.id)).toEqual({ ok: true });
  expect(await refusalOf(client.redeem(second.at, second.begun))).toBe("invalid_grant");
  await expect(openid.fetchUserInfo(client.config, tokens.access_token, user.id)).rejects.toThrow();
  expect(signInPath((await openConsole(visitor)).at)).toBe("/sign-in");
});

test.each([
  { name: "prompt=login", wish: ["prompt", "login"] as const, known: true },
  { name: "max_age, after an hour", wish: ["max_age", "60"] as const, known: false },
])("a console that wants a new sign-in gets one, of whomever it is ($name)", async ({ wish, known }) => {
  const wishes = { [wish[0]]: wish[1] };
  const [one, other] = [await portal.world.account(), await portal.world.account()];
  for (const next of [one, other]) {
    const visitor = await signedInVisitor(portal, one.id);
    if (known) expect(await consoleUserOf(visitor)).toBe(one.id);
    portal.clock.advance(3600);
    const { begun, at } = await openConsole(visitor, wishes);
    expect(signInPath(at)).toBe("/sign-in");
    await signInAgain(portal.ctx, visitor, next.id);
    const back = `${portal.url}/oidc/interaction/${new URL(at).searchParams.get("interaction")}`;
    const { at: end } = await follow(visitor, portal.url, back);
    expect((await client.redeem(end, begun)).claims()?.sub).toBe(next.id);
  }
});

test("a console that names another user than the one who is signed in gets a new sign-in", async () => {
  const [one, other] = [await portal.world.account(), await portal.world.account()];
  const { begun, at } = await openConsole(await signedInVisitor(portal, other.id));
  const id_token_hint = (await client.redeem(at, begun)).id_token ?? "";
  const visitor = await signedInVisitor(portal, one.id);
  expect(signInPath((await openConsole(visitor, { id_token_hint })).at)).toBe("/sign-in");
});

test("an interaction opens in the browser that began it, and for an hour", async () => {
  const user = await portal.world.account();
  const visitor = httpVisitor(portal.url);
  const { at } = await openConsole(visitor);
  const path = `/oidc/interaction/${new URL(at).searchParams.get("interaction")}`;
  const stranger = await (await signedInVisitor(portal, user.id)).get(path);
  expect([stranger.status, reasonIn(stranger.text)]).toEqual([400, "page_expired"]);
  await signInAgain(portal.ctx, visitor, user.id);
  portal.clock.advance(3601);
  const late = await visitor.get(path);
  expect([late.status, reasonIn(late.text)]).toEqual([400, "page_expired"]);
});

/** The address by which a console signs its user out. */
const signOutOf = (id_token_hint: string | undefined, after = `${portal.ctx.config.consoleUrl}/signed-out`) =>
  openid.buildEndSessionUrl(client.config, {
    id_token_hint: id_token_hint ?? "",
    post_logout_redirect_uri: after,
    state: "s",
  });

const xsrfIn = (text: string): string => /name="xsrf" value="([^"]+)"/.exec(text)?.[1] ?? "";

test.each([
  { logout: ["yes"], portalPage: "/sign-in", name: "leaves the portal too" },
  { logout: [], portalPage: null, name: "stays in the portal" },
])("who signs out of the console $name", async ({ logout, portalPage }) => {
  const choice = Object.fromEntries(logout.map((answer) => ["logout", answer]));
  const user = await portal.world.account();
  const visitor = await signedInVisitor(portal, user.id);
  const { begun, at } = await openConsole(visitor);
  const url = signOutOf((await client.redeem(at, begun)).id_token);
  const page = await visitor.get(url.href);
  expect([page.status, page.text.includes(user.email), page.text.includes("<script>")]).toEqual([200, true, false]);
  expect(page.headers.get("content-security-policy")).toContain("form-action 'self' http://127.0.0.1:3001;");
  expect((await visitor.post("/oidc/session/end/confirm", { xsrf: "forged", ...choice })).status).toBe(400);
  const left = await visitor.post("/oidc/session/end/confirm", { xsrf: xsrfIn(page.text), ...choice });
  expect([left.status, left.location]).toEqual([303, "http://127.0.0.1:3001/signed-out?state=s"]);
  expect((await visitor.get("/products")).location?.replace(/\?.*/, "") ?? null).toBe(portalPage);
});

test("where nobody is signed in any more, signing out leads straight back", async () => {
  const user = await portal.world.account();
  const visitor = await signedInVisitor(portal, user.id);
  const { begun, at } = await openConsole(visitor);
  const { id_token } = await client.redeem(at, begun);
  await visitor.post("/sign-out", {});
  const left = await visitor.get(signOutOf(id_token).href);
  expect([left.status, left.location]).toEqual([303, "http://127.0.0.1:3001/signed-out?state=s"]);
  const foreign = await visitor.get(signOutOf(id_token, "https://evil.example/").href, { accept: "text/html" });
  expect([foreign.status, reasonIn(foreign.text)]).toEqual([400, "sign_in_request_invalid"]);
});
