import { afterEach, expect, test } from "vitest";
import { httpVisitor, reasonIn } from "../support/http-visitor.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { consoleClient, follow, refusalOf, signedInVisitor } from "./console-client.ts";

let portal: TestPortal;
afterEach(() => portal.close());

test("without CONSOLE_URL the portal serves its pages, and is no OpenID provider", async () => {
  portal = await startTestPortal({ worker: false });
  const visitor = httpVisitor(portal.url);
  for (const path of ["/.well-known/openid-configuration", "/oidc/auth?client_id=xdr-console", "/oidc/jwks"])
    expect((await visitor.get(path)).status, path).toBe(404);
  const page = await visitor.get("/sign-in");
  expect([page.status, page.headers.get("content-security-policy")]).toEqual([
    200,
    expect.stringContaining("form-action 'self';"),
  ]);
});

test("the console of CONSOLE_URL gets in with CONSOLE_CLIENT_SECRET, and no other does", async () => {
  const CONSOLE_CLIENT_SECRET = "a secret + of 32 characters: %41/&=";
  const settings = { CONSOLE_URL: "https://xdr.example.com/console", CONSOLE_CLIENT_SECRET };
  portal = await startTestPortal({ worker: false, settings });
  const client = await consoleClient(portal, CONSOLE_CLIENT_SECRET);
  const user = await portal.world.account();
  const visitor = await signedInVisitor(portal, user.id);
  const begun = await client.begin();
  const { at } = await follow(visitor, portal.url, begun.url);
  expect(at).toMatch(/^https:\/\/xdr\.example\.com\/console\/callback\?code=/);
  expect(await refusalOf((await consoleClient(portal)).redeem(at, begun))).toBe("invalid_client");
  expect(await refusalOf(client.redeem(at, begun))).toBe("accepted");

  const elsewhere = await client.begin({ redirect_uri: "http://127.0.0.1:3001/callback" });
  const { answer } = await follow(visitor, portal.url, elsewhere.url);
  expect([answer.status, reasonIn(answer.text)]).toEqual([400, "sign_in_request_invalid"]);
});
