import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startConsole } from "../../console/server.ts";
import { type HttpVisitor, httpVisitor, reasonIn } from "../support/http-visitor.ts";
import { type ConsoleWorld, eventOf, person, startConsoleWorld } from "./console-world.ts";
import { freePort } from "../support/free-port.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await startConsoleWorld();
});
afterAll(() => world.close());
beforeEach(() => world.provider.signInAs(person()));

const signInPath = () => `/sign-in?iss=${encodeURIComponent(world.provider.url)}`;

/** Goes to the portal and back as far as the console's callback, whose address it answers. */
const goToPortal = async (visitor: HttpVisitor): Promise<string> => {
  let location = (await visitor.get(signInPath())).location ?? "";
  const atPortal = httpVisitor(world.provider.url);
  for (let steps = 0; steps < 6 && location.startsWith(world.provider.url); steps++) {
    location = new URL((await atPortal.get(location)).location ?? "", world.provider.url).href;
  }
  if (!location.startsWith(`${world.url}/callback`)) throw new Error(`The portal led to ${location}.`);
  return location.slice(world.url.length);
};

const signIn = async (visitor = httpVisitor(world.url)): Promise<HttpVisitor> => {
  const answer = await visitor.get(await goToPortal(visitor));
  expect(answer).toMatchObject({ status: 302, location: "/" });
  return visitor;
};

test("the way to the portal carries PKCE, a state and a nonce, and every time others", async () => {
  const addresses = await Promise.all(
    [1, 2].map(async () => (await httpVisitor(world.url).get(signInPath())).location),
  );
  const [first, second] = addresses.map((address) => Object.fromEntries(new URL(address ?? "").searchParams));
  expect(first).toMatchObject({
    client_id: "xdr-console",
    response_type: "code",
    scope: "openid profile email account",
    redirect_uri: `${world.url}/callback`,
    code_challenge_method: "S256",
  });
  for (const name of ["state", "nonce", "code_challenge"]) {
    expect(first?.[name]?.length).toBeGreaterThan(40);
    expect(first?.[name]).not.toBe(second?.[name]);
  }
});

test("the cookies are for the console alone, and the session's token is stored nowhere", async () => {
  const visitor = httpVisitor(world.url);
  const begun = await visitor.get(signInPath());
  expect(begun.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^console_sign_in=.*; Max-Age=1800; Path=\/; HttpOnly; SameSite=Lax$/),
  ]);
  const done = await visitor.get(await goToPortal(visitor));
  expect(done.headers.getSetCookie()).toContainEqual(
    expect.stringMatching(/^console_session=.*; Max-Age=28800; Path=\/; HttpOnly; SameSite=Lax$/),
  );
  expect(visitor.cookies.has("console_sign_in")).toBe(false);
  const { rows } = await world.query("select sessions::text as row from xdr_console.sessions");
  const token = visitor.cookies.get("console_session") ?? "none";
  expect(rows.length).toBeGreaterThan(0);
  for (const { row } of rows) {
    expect(row).not.toContain(token);
    expect(row).not.toContain(Buffer.from(token).toString("hex"));
  }
});

test.each(["https://portal.evil.example", "", "not an address"])("a stranger's iss is refused: %j", async (iss) => {
  const visitor = httpVisitor(world.url);
  const answer = await visitor.get(`/sign-in?iss=${encodeURIComponent(iss)}`);
  expect(answer.status).toBe(400);
  expect(reasonIn(answer.text)).toBe("stranger");
  expect(visitor.cookies.size).toBe(0);
});

test("a changed state is refused, and the true one still works afterwards", async () => {
  const visitor = httpVisitor(world.url);
  const callback = await goToPortal(visitor);
  const changed = await visitor.get(callback.replace(/state=[^&]+/, "state=changed"));
  expect([changed.status, reasonIn(changed.text)]).toEqual([400, "interrupted"]);
  expect(visitor.cookies.has("console_session")).toBe(false);
  expect((await visitor.get(callback)).location).toBe("/");
});

test("a stolen code is worth nothing in another browser", async () => {
  const victim = httpVisitor(world.url);
  const callback = await goToPortal(victim);
  const thief = httpVisitor(world.url);
  expect(reasonIn((await thief.get(callback)).text)).toBe("interrupted");
  const own = new URLSearchParams((await goToPortal(thief)).split("?")[1]);
  const code = new URLSearchParams(callback.split("?")[1]).get("code") ?? "";
  own.set("code", code);
  const injected = await thief.get(`/callback?${own}`);
  expect([injected.status, reasonIn(injected.text)]).toEqual([400, "interrupted"]);
  expect(thief.cookies.has("console_session")).toBe(false);
});

test("a code that was used does not work again, even with the cookies of that moment", async () => {
  const visitor = httpVisitor(world.url);
  const callback = await goToPortal(visitor);
  const copy = httpVisitor(world.url);
  for (const [name, value] of visitor.cookies) copy.cookies.set(name, value);
  await visitor.get(callback);
  const again = await copy.get(callback);
  expect([again.status, reasonIn(again.text)]).toEqual([400, "interrupted"]);
  expect(copy.cookies.has("console_session")).toBe(false);
});

test("without the sign-in cookie, which lives half an hour, the way back leads to a new sign-in", async () => {
  const visitor = httpVisitor(world.url);
  const callback = await goToPortal(visitor);
  visitor.cookies.delete("console_sign_in");
  const answer = await visitor.get(callback);
  expect(answer.status).toBe(400);
  expect(answer.text).toContain("This sign-in has ended");
  expect(answer.text).toContain(`href="${signInPath()}"`);
});

test("who is refused by the portal is told so", async () => {
  world.provider.signInAs(null);
  const visitor = httpVisitor(world.url);
  const answer = await visitor.get(await goToPortal(visitor));
  expect([answer.status, reasonIn(answer.text)]).toEqual([403, "refused"]);
  expect(answer.text).not.toContain("Not today.");
});

test("claims that the console does not know open nothing", async () => {
  world.provider.signInAs(person({ role: "stranger" }));
  const visitor = httpVisitor(world.url);
  const answer = await visitor.get(await goToPortal(visitor));
  expect([answer.status, reasonIn(answer.text)]).toEqual([502, "failed"]);
  expect(visitor.cookies.has("console_session")).toBe(false);
});

test("a session ends after eight hours", async () => {
  const visitor = await signIn();
  expect((await visitor.get("/")).text).toContain("Sign out");
  await world.query("update xdr_console.sessions set expires_at = expires_at - interval '8 hours'");
  expect((await visitor.get("/")).text).not.toContain("Sign out");
});

test("signing in again ends the session of before", async () => {
  const visitor = await signIn();
  const before = httpVisitor(world.url);
  before.cookies.set("console_session", visitor.cookies.get("console_session") ?? "");
  world.provider.signInAs(person());
  await signIn(visitor);
  expect((await before.get("/")).text).not.toContain("Sign out");
});

test("users of other accounts see nothing of an account, a viewer sees what its owner sees", async () => {
  await world.deliver(eventOf("account-shared", 1, { company: "Shared Ltd" }));
  const owner = person({ account_id: "account-shared" });
  const pages = [];
  for (const user of [owner, person({ account_id: "account-shared", role: "viewer" }), person()]) {
    world.provider.signInAs(user);
    pages.push((await (await signIn()).get("/")).text);
  }
  const [ofOwner = "", ofViewer = "", ofStranger = ""] = pages;
  const table = (page: string) => /<table.*<\/table>/s.exec(page)?.[0];
  expect(table(ofOwner)).toContain("XDR Add-On: Cloud App Security");
  expect(table(ofViewer)).toBe(table(ofOwner));
  expect(ofStranger).toContain("Your console is being prepared");
  expect(ofStranger).not.toContain("Shared Ltd");
});

test("the sign-out form of another page ends no session", async () => {
  const visitor = await signIn();
  await visitor.get("/");
  const forged = await visitor.send("POST", "/sign-out", new URLSearchParams({ csrf: "guessed" }));
  expect([forged.status, reasonIn(forged.text)]).toEqual([403, "forged"]);
  expect((await visitor.get("/")).text).toContain("Sign out");
});

test("a sign-out ends the session here, then at the portal", async () => {
  const visitor = await signIn();
  const stolen = httpVisitor(world.url);
  stolen.cookies.set("console_session", visitor.cookies.get("console_session") ?? "");
  await visitor.get("/");
  const answer = await visitor.post("/sign-out", {});
  expect(answer.status).toBe(303);
  const target = new URL(answer.location ?? "");
  expect(target.origin).toBe(world.provider.url);
  expect(target.searchParams.get("post_logout_redirect_uri")).toBe(`${world.url}/signed-out`);
  expect(target.searchParams.get("id_token_hint")).toMatch(/^ey/);
  expect(visitor.cookies.has("console_session")).toBe(false);
  expect((await stolen.get("/")).text).not.toContain("Sign out");
  expect((await httpVisitor(world.url).post("/sign-out", {})).location).toBe("/signed-out");
});

test("a portal that was down at the first sign-in is found again, and its end in the middle is told", async () => {
  const config = { ...world.config, port: await freePort() };
  const fresh = await startConsole(config);
  const address = `http://127.0.0.1:${config.port}`;
  await world.provider.stop();
  try {
    const answer = await httpVisitor(address).get(signInPath());
    expect([answer.status, reasonIn(answer.text)]).toEqual([503, "portal_away"]);
    expect((await httpVisitor(address).get("/readyz")).status).toBe(200);
  } finally {
    await world.provider.restart();
  }
  expect((await httpVisitor(address).get(signInPath())).status).toBe(302);
  const visitor = httpVisitor(world.url);
  const callback = await goToPortal(visitor);
  await world.provider.stop();
  try {
    expect(reasonIn((await visitor.get(callback)).text)).toBe("portal_away");
  } finally {
    await world.provider.restart();
    await fresh.stop();
  }
});

const aMinuteLater = () => world.query("update xdr_console.sessions set asked_at = asked_at - interval '61 seconds'");

test("who was removed or signed out at the portal is out of the console within a minute", async () => {
  const user = person();
  world.provider.signInAs(user);
  const visitor = await signIn();
  world.provider.forget(user);
  expect((await visitor.get("/")).text).toContain(user.email);
  await aMinuteLater();
  expect((await visitor.get("/")).text).not.toContain(user.email);
  const { rows } = await world.query(`select 1 from xdr_console.sessions where user_id = '${user.sub}'`);
  expect(rows).toEqual([]);
});

test("a changed address or role is known within a minute", async () => {
  const user = person();
  world.provider.signInAs(user);
  const visitor = await signIn();
  world.provider.change(user, { email: "kim@new.example", role: "viewer" });
  await aMinuteLater();
  expect((await visitor.get("/")).text).toContain("kim@new.example");
  expect((await visitor.get("/")).text).toContain("kim@new.example");
});

test("while the portal does not answer, sessions stand and nobody waits long", async () => {
  const user = person();
  world.provider.signInAs(user);
  const visitor = await signIn();
  await world.provider.stop();
  await aMinuteLater();
  const begun = performance.now();
  expect((await visitor.get("/")).text).toContain(user.email);
  expect(performance.now() - begun).toBeLessThan(5_000);
  await world.provider.restart();
  await aMinuteLater();
  expect((await visitor.get("/")).text).toContain(user.email);
});
