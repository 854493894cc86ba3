import { createRemoteJWKSet, jwtVerify } from "jose";
import * as openid from "openid-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { httpVisitor, reasonIn } from "../support/http-visitor.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import {
  CONSOLE_URL,
  type ConsoleClient,
  consoleClient,
  follow,
  refusalOf,
  signedInVisitor,
} from "./console-client.ts";

let portal: TestPortal;
let client: ConsoleClient;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false, settings: { CONSOLE_URL } });
  client = await consoleClient(portal);
});
afterAll(() => portal.close());

/** A code for a new user, on its way to the console. */
const issuedCode = async () => {
  const user = await portal.world.account();
  const begun = await client.begin();
  const { at } = await follow(await signedInVisitor(portal, user.id), portal.url, begun.url);
  return { user, begun, at };
};

const verified = async (idToken: string | undefined) => {
  const keys = createRemoteJWKSet(new URL(client.config.serverMetadata().jwks_uri ?? ""));
  return (await jwtVerify(idToken ?? "", keys, { issuer: portal.url, audience: "xdr-console" })).payload;
};

test("discovery tells of the code flow with PKCE, and of nothing else", () => {
  expect(client.config.serverMetadata()).toMatchObject({
    issuer: portal.url,
    authorization_endpoint: `${portal.url}/oidc/auth`,
    token_endpoint: `${portal.url}/oidc/token`,
    jwks_uri: `${portal.url}/oidc/jwks`,
    userinfo_endpoint: `${portal.url}/oidc/me`,
    end_session_endpoint: `${portal.url}/oidc/session/end`,
    grant_types_supported: ["authorization_code"],
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic"],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid", "profile", "email", "account"],
  });
});

test("addresses come from PUBLIC_URL, whatever host a request names", async () => {
  const headers = { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https", host: "evil.example" };
  const { text } = await httpVisitor(portal.url).get("/.well-known/openid-configuration", headers);
  expect(text).not.toContain("evil");
  expect(JSON.parse(text).token_endpoint).toBe(`${portal.url}/oidc/token`);
});

test.each([
  { language: "en", name: "Sam Birch", role: "owner" as const },
  { language: "ja", name: "Birch Sam", role: "viewer" as const },
])("a signed-in $role passes without any page, and the ID token says who it is ($language)", async (person) => {
  const { language, role, name } = person;
  const user = await portal.world.account();
  await portal.ctx.db.updateTable("users").set({ language, role }).where("id", "=", user.id).execute();
  const begun = await client.begin();
  const { at } = await follow(await signedInVisitor(portal, user.id), portal.url, begun.url);
  expect(at).toMatch(new RegExp(`^${client.callback}\\?code=`));
  const tokens = await client.redeem(at, begun);
  const account = await portal.ctx.db
    .selectFrom("accounts")
    .select("company")
    .where("id", "=", user.accountId)
    .executeTakeFirstOrThrow();
  const who = {
    ...{ sub: user.id, name, locale: language, role, company: account.company },
    ...{ account_id: user.accountId, email: user.email, email_verified: true },
    entitlements_version: 0,
  };
  expect(await verified(tokens.id_token)).toMatchObject({ ...who, nonce: begun.nonce });
  expect(await openid.fetchUserInfo(client.config, tokens.access_token, user.id)).toEqual(who);
  expect(tokens.refresh_token).toBeUndefined();
});

test("a user of an address alone is named by it, and the console learns which state of the account to expect", async () => {
  const user = await portal.world.activated(await portal.world.order());
  const begun = await client.begin();
  const { at } = await follow(await signedInVisitor(portal, user.id), portal.url, begun.url);
  expect(await verified((await client.redeem(at, begun)).id_token)).toMatchObject({
    name: user.email,
    entitlements_version: 1,
  });
});

test.each([
  ["another address", { redirect_uri: "https://evil.example/callback" }],
  ["a longer address", { redirect_uri: "http://127.0.0.1:3001/callback/more" }],
  ["the address with a query", { redirect_uri: "http://127.0.0.1:3001/callback?to=evil" }],
  ["an answer by form", { response_mode: "form_post" }],
  ["an unknown console", { client_id: "other" }],
])("the portal leads nobody to %s", async (_, wish) => {
  const user = await portal.world.account();
  const begun = await client.begin(wish);
  const { at, answer } = await follow(await signedInVisitor(portal, user.id), portal.url, begun.url);
  expect([at.startsWith(portal.url), answer.status, reasonIn(answer.text)]).toEqual([
    true,
    400,
    "sign_in_request_invalid",
  ]);
  expect(answer.text).not.toContain("evil");
  expect(answer.headers.get("content-security-policy")).toContain("script-src 'self';");
  expect(answer.headers.get("cache-control")).toBe("no-store");
});

test.each([
  ["no PKCE", { code_challenge: "", code_challenge_method: "" }, "invalid_request"],
  ["plain PKCE", { code_challenge_method: "plain" }, "invalid_request"],
  ["a token in the address", { response_type: "token" }, "invalid_request"],
  ["consent", { prompt: "consent" }, "invalid_request"],
])("%s is refused with an answer to the console", async (_, wish, error) => {
  const user = await portal.world.account();
  const { url } = await client.begin(wish);
  for (const [name, value] of Object.entries(wish)) if (value === "") url.searchParams.delete(name);
  const { at } = await follow(await signedInVisitor(portal, user.id), portal.url, url);
  expect(at.startsWith(client.callback)).toBe(true);
  expect(at).toContain(`error=${error}`);
});

test("a stolen code is worth nothing with a wrong secret, a wrong verifier or another redirect address", async () => {
  const { begun, at } = await issuedCode();
  const stranger = await consoleClient(portal, "x".repeat(43));
  expect(await refusalOf(stranger.redeem(at, begun))).toBe("invalid_client");
  expect(await refusalOf(client.redeem(at, { ...begun, verifier: openid.randomPKCECodeVerifier() }))).toBe(
    "invalid_grant",
  );
  expect(await refusalOf(client.redeem(at.replace("/callback", "/elsewhere"), begun))).toBe("invalid_grant");
  expect(await refusalOf(client.redeem(at, begun))).toBe("accepted");
});

test("a code that comes twice takes away what the first one got", async () => {
  const { user, begun, at } = await issuedCode();
  const tokens = await client.redeem(at, begun);
  expect(await refusalOf(client.redeem(at, begun))).toBe("invalid_grant");
  await expect(openid.fetchUserInfo(client.config, tokens.access_token, user.id)).rejects.toThrow();
});

test("a code ends after a minute", async () => {
  const { begun, at } = await issuedCode();
  portal.clock.advance(61);
  expect(await refusalOf(client.redeem(at, begun))).toBe("invalid_grant");
});

test("nobody signed in: with prompt=none the console is told so", async () => {
  const { url } = await client.begin({ prompt: "none" });
  expect((await follow(httpVisitor(portal.url), portal.url, url)).at).toContain("error=login_required");
});

test("what of the provider is not offered does not exist", async () => {
  const visitor = httpVisitor(portal.url);
  const paths = [
    "/oidc",
    "/oidc/request",
    "/oidc/reg",
    "/oidc/token/revocation",
    "/.well-known/oauth-authorization-server",
  ];
  for (const path of paths) expect((await visitor.get(path)).status, path).toBe(404);
  expect((await visitor.send("HEAD", "/oidc/jwks")).status).toBe(405);
});
