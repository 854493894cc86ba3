import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { signIn } from "../support/walk.ts";
import { type ConsoleClient, consoleClient } from "./console-client.ts";

vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let consoleServer: Server;
let portal: TestPortal;
let client: ConsoleClient;

beforeAll(async () => {
  browser = await launchBrowser();
  consoleServer = createServer((_, response) => {
    response.setHeader("content-type", "text/html").end("<!doctype html><title>c</title><h1>The console</h1>");
  });
  consoleServer.listen(0, "127.0.0.1");
  await once(consoleServer, "listening");
  const CONSOLE_URL = `http://127.0.0.1:${(consoleServer.address() as AddressInfo).port}`;
  portal = await startTestPortal({ settings: { CONSOLE_URL } });
  client = await consoleClient(portal);
});
afterAll(async () => {
  await browser.close();
  await portal.close();
  consoleServer.close();
});

test.each([true, false])(
  "the sign-in on the way leads back to the console, and out again (script: %s)",
  async (javaScript) => {
    const user = await portal.world.account();
    const page = await newVisitor(browser, { javaScript });
    const begun = await client.begin();
    await page.goto(begun.url.href);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await signIn(page, portal, user.email);
    await page.getByRole("heading", { name: "The console" }).waitFor();
    const tokens = await client.redeem(page.url(), begun);
    expect(tokens.claims()?.sub).toBe(user.id);

    const second = await client.begin();
    await page.goto(second.url.href);
    await page.getByRole("heading", { name: "The console" }).waitFor();
    expect((await client.redeem(page.url(), second)).claims()?.sub).toBe(user.id);

    const after = {
      id_token_hint: tokens.id_token ?? "",
      post_logout_redirect_uri: `${portal.ctx.config.consoleUrl}/signed-out`,
    };
    await page.goto(`${portal.url}/oidc/session/end?${new URLSearchParams(after)}`);
    await page.getByRole("heading", { name: "Sign out of the portal too?" }).waitFor();
    if (javaScript) expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("main").getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByRole("heading", { name: "The console" }).waitFor();
    expect(page.url()).toBe(after.post_logout_redirect_uri);
    await page.goto(`${portal.url}/products`);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(complaintsOf(page)).toEqual([]);
  },
);

test("changing the name on the way, and an empty one, keep the way back", async () => {
  const user = await portal.world.account();
  const page = await newVisitor(browser);
  const begun = await client.begin();
  await page.goto(begun.url.href);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("E-mail or account ID", { exact: true }).fill("nobody@nowhere.example");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("main").getByRole("link").first().click();
  await signIn(page, portal, user.email);
  await page.getByRole("heading", { name: "The console" }).waitFor();
  expect((await client.redeem(page.url(), begun)).claims()?.sub).toBe(user.id);
});
