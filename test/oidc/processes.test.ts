import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetExpired } from "../../src/actions/forget-expired.ts";
import { ensureSigningKey, rotateSigningKeys } from "../../src/actions/rotate-signing-keys.ts";
import { createTestDatabase } from "../support/database.ts";
import { httpVisitor } from "../support/http-visitor.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import {
  anotherPortal,
  CONSOLE_URL,
  type ConsoleClient,
  consoleClient,
  follow,
  signedInVisitor,
} from "./console-client.ts";

let portal: TestPortal;
let client: ConsoleClient;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false, settings: { CONSOLE_URL } });
  client = await consoleClient(portal);
});
afterAll(() => portal.close());

const kidOf = (idToken: string | undefined) => decodeProtectedHeader(idToken ?? "").kid;
const publishedKids = async (url = portal.url): Promise<string[]> => {
  const { keys } = (await (await fetch(`${url}/oidc/jwks`)).json()) as { keys: { kid: string }[] };
  return keys.map(({ kid }) => kid);
};

test("a code that one process gave is redeemed at another, once", async () => {
  const other = await anotherPortal(portal.ctx);
  const user = await portal.world.account();
  const begun = await client.begin();
  const { at } = await follow(await signedInVisitor(portal, user.id), portal.url, begun.url);
  expect((await client.redeem(at, begun, client.at(other.url))).claims()?.sub).toBe(user.id);
  await expect(client.redeem(at, begun)).rejects.toThrow();
  await other.close();
});

test("a sign-in goes on in a portal that was restarted in the middle of it", async () => {
  const user = await portal.world.account();
  const visitor = await signedInVisitor(portal, user.id);
  const begun = await client.begin();
  const interaction = await visitor.get(begun.url.href);
  expect(interaction.location).toMatch(/^\/oidc\/interaction\//);
  const restarted = await anotherPortal(portal.ctx);
  const { at } = await follow(visitor, portal.url, `${portal.url}${interaction.location}`, restarted.url);
  expect((await client.redeem(at, begun, client.at(restarted.url))).claims()?.sub).toBe(user.id);
  await restarted.close();
});

test("a new key is published before it signs, running portals take it up, and nobody is signed out", async () => {
  const other = await anotherPortal(portal.ctx);
  const user = await portal.world.account();
  const visitor = await signedInVisitor(portal, user.id);
  const begun = await client.begin();
  const { at } = await follow(visitor, portal.url, begun.url);
  const [first] = await publishedKids(other.url);
  const { kid } = await rotateSigningKeys(portal.ctx, "test");
  portal.clock.advance(31);
  expect(await publishedKids()).toEqual([first, kid]);
  const before = await client.redeem(at, begun);
  expect(kidOf(before.id_token)).toBe(first);

  portal.clock.advance(870);
  for (const url of [portal.url, other.url]) {
    const again = await client.begin();
    const back = await follow(visitor, portal.url, again.url, url);
    expect(kidOf((await client.redeem(back.at, again, client.at(url))).id_token)).toBe(kid);
    expect(await publishedKids(url)).toEqual([kid, first]);
  }
  const keys = createRemoteJWKSet(new URL(`${portal.url}/oidc/jwks`));
  expect((await jwtVerify(before.id_token ?? "", keys, { issuer: portal.url })).payload.sub).toBe(user.id);

  portal.clock.advance(15 * 24 * 3600);
  await forgetExpired(portal.ctx);
  expect(await publishedKids()).toEqual([kid]);
  await other.close();
});

test("behind a proxy that ends https, addresses and cookies are for https", async () => {
  const publicUrl = "https://licenses.example.com";
  const behind = await anotherPortal({ ...portal.ctx, config: { ...portal.ctx.config, publicUrl } });
  const visitor = httpVisitor(behind.url);
  const discovered = JSON.parse((await visitor.get("/.well-known/openid-configuration")).text);
  expect([discovered.issuer, discovered.token_endpoint]).toEqual([publicUrl, `${publicUrl}/oidc/token`]);
  const { url } = await client.begin();
  const started = await visitor.get(`/oidc/auth${url.search}`);
  const cookies = started.headers.getSetCookie();
  expect(cookies.length).toBeGreaterThan(1);
  for (const cookie of cookies) expect(cookie).toMatch(/^anykey_\w+(\.sig)?=.*; secure; httponly/i);
  await behind.close();
});

test("however many processes start at once, there is one first key", async () => {
  const database = await createTestDatabase();
  await database.openConnections();
  await Promise.all(Array.from({ length: 6 }, () => ensureSigningKey(database.ctx)));
  expect(await database.ctx.db.selectFrom("oidcSigningKeys").select("kid").execute()).toHaveLength(1);
  await database.close();
});

test("a stolen dump holds no code, token, cookie, user or key; and what is over goes", async () => {
  const user = await portal.world.account();
  const visitor = await signedInVisitor(portal, user.id);
  const begun = await client.begin();
  const { at } = await follow(visitor, portal.url, begun.url);
  const { access_token } = await client.redeem(at, begun);
  const cookies = [...visitor.cookies].filter(([name]) => name.startsWith("anykey_openid") && !name.endsWith(".sig"));
  const code = new URL(at).searchParams.get("code") ?? "";
  const secrets = [
    code,
    access_token,
    user.id,
    begun.state,
    "privateKey",
    '"d":',
    ...cookies.map(([, value]) => value),
  ];
  const { rows } = await sql<{ line: string }>`
    select row_to_json(t)::text as line from oidc_payloads t
    union all select row_to_json(t)::text from oidc_signing_keys t`.execute(portal.ctx.db);
  expect(rows.length).toBeGreaterThan(4);
  const hex = (text: string) => Buffer.from(text).toString("hex");
  for (const secret of secrets)
    expect(rows.some(({ line }) => line.includes(secret) || line.includes(hex(secret)))).toBe(false);

  portal.clock.advance(14 * 24 * 3600);
  await forgetExpired(portal.ctx);
  expect(await portal.ctx.db.selectFrom("oidcPayloads").select("model").execute()).toEqual([]);
});
