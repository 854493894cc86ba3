import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { activateOrder } from "../../src/actions/activate-order.ts";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { freshEmail } from "../support/sample-order.ts";
import { pressActivate, sampleKey, signIn, walkToConfirm } from "../support/walk.ts";

// Several pages and a mail each, which a busy machine serves slowly.
vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let portal: TestPortal;
beforeAll(async () => {
  browser = await launchBrowser();
  portal = await startTestPortal({ samples: true, console: true, settings: { RATE_LIMITS: "off" } });
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const popUp = (page: Page) => page.getByRole("dialog", { name: "Trend Micro XDR" });

const consoleProducts = async (page: Page): Promise<string[]> => {
  await page.getByRole("heading", { name: "XDR console" }).waitFor();
  return page.getByRole("table", { name: "Products" }).getByRole("rowheader").allTextContents();
};

const untilReady = async (page: Page) => {
  await expect
    .poll(async () => {
      const account = await portal.ctx.db.selectFrom("consoleAccounts").select("state").execute();
      return account.every(({ state }) => state === "ready");
    }, WAIT)
    .toBe(true);
  return page;
};
const WAIT = { timeout: 20_000 };

test("from the key to the console, with script: the pop-up follows the state and is shown once", async () => {
  const email = freshEmail();
  const page = await newVisitor(browser);
  await walkToConfirm(page, portal, sampleKey("SO-2026-000001"), email);
  await pressActivate(page);
  await popUp(page).waitFor();
  expect(await popUp(page).locator(":focus").count()).toBe(1);
  expect(await accessibilityFaults(page)).toEqual([]);
  await popUp(page).getByText("Your XDR console is ready").waitFor();

  await popUp(page).getByRole("link", { name: "Open XDR console" }).click();
  const products = await consoleProducts(page);
  expect(products.join()).toContain("XDR");
  expect(page.url().startsWith(portal.consoleUrl as string)).toBe(true);
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.goBack();
  await page.goto(`${portal.url}/products`);
  expect(await popUp(page).count()).toBe(0);
  expect(await page.getByRole("link", { name: /^Open XDR console/ }).count()).toBeGreaterThan(1);
  expect(complaintsOf(page)).toEqual([]);
});

test("closed by the keyboard, the pop-up gives the focus back, and the console stays one click away", async () => {
  const page = await newVisitor(browser);
  await walkToConfirm(page, portal, (await portal.world.order()).keys[0] as string, freshEmail());
  await pressActivate(page);
  await popUp(page).waitFor();
  await page.keyboard.press("Escape");
  await popUp(page).waitFor({ state: "hidden" });
  await page.reload();
  await page.getByRole("heading", { name: "Your order is activated" }).waitFor();
  expect(await popUp(page).count()).toBe(0);
  await page.getByRole("link", { name: "Open XDR console" }).first().click();
  await page.getByRole("heading", { name: "XDR console" }).waitFor();
});

test("without script the pop-up is one section of the page with the same controls, and leads to the console", async () => {
  const page = await newVisitor(browser, { javaScript: false });
  const order = await portal.world.order();
  await walkToConfirm(page, portal, order.keys[0] as string, freshEmail());
  await pressActivate(page);
  const links = page.getByRole("main").getByRole("link", { name: "Open XDR console" });
  expect(await links.count()).toBe(1);
  // It covers nothing: what is behind a pop-up could not be clicked.
  await page.getByRole("link", { name: "See my products" }).click({ trial: true });
  await popUp(page).getByRole("button", { name: "Close" }).click();
  await popUp(page).waitFor({ state: "hidden" });
  expect(await links.count()).toBe(1);
  await untilReady(page);
  await links.click();
  expect((await consoleProducts(page)).length).toBeGreaterThan(0);
});

test("without script the pop-up's own link leads to the console", async () => {
  const page = await newVisitor(browser, { javaScript: false });
  await walkToConfirm(page, portal, (await portal.world.order()).keys[0] as string, freshEmail());
  await pressActivate(page);
  await untilReady(page);
  await popUp(page).getByRole("link", { name: "Open XDR console" }).click();
  expect((await consoleProducts(page)).length).toBeGreaterThan(0);
});

test("signed out, one signs in at the portal and lands among the products of one's own account alone", async () => {
  const email = freshEmail();
  await portal.world.activated(await portal.world.order({ items: [{ sku: "XDR-CAS", seats: 41 }] }), email);
  await portal.world.activated(await portal.world.order({ addOns: 4 }), freshEmail());
  const page = await untilReady(await newVisitor(browser));
  await page.goto(portal.consoleUrl as string);
  await page.getByRole("link", { name: "Sign in" }).first().click();
  await signIn(page, portal, email);
  expect(await consoleProducts(page)).toEqual(["XDR Add-On: Cloud App Security"]);
  expect(await page.getByRole("row", { name: "Cloud App Security" }).textContent()).toContain("41 users");
});

test("whose account has no product of the console is told so there, and gets in with the first one", async () => {
  const user = await portal.world.account();
  const page = await newVisitor(browser);
  await page.goto(portal.consoleUrl as string);
  await page.getByRole("link", { name: "Sign in" }).first().click();
  await signIn(page, portal, user.email);
  await page.getByRole("heading", { name: "No products in this console yet" }).waitFor();
  const attempt = await portal.world.signedInActivation(await portal.world.order({ addOns: 1, products: 0 }), user);
  expect((await activateOrder(portal.ctx, attempt)).ok).toBe(true);
  await untilReady(page);
  await page.getByRole("link", { name: "Check again" }).click();
  expect(await consoleProducts(page)).toEqual(["XDR Add-On: Cloud App Security"]);
});

test("who signs out of the portal is out of the console a minute later", async () => {
  const email = freshEmail();
  await portal.world.activated(await portal.world.order(), email);
  const page = await untilReady(await newVisitor(browser));
  await page.goto(portal.consoleUrl as string);
  await page.getByRole("link", { name: "Sign in" }).first().click();
  await signIn(page, portal, email);
  expect((await consoleProducts(page)).length).toBeGreaterThan(0);
  await page.goto(`${portal.url}/products`);
  await page.getByText(email).first().click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await portal.ctx.pool.query("update xdr_console.sessions set asked_at = asked_at - interval '61 seconds'");
  await page.goto(portal.consoleUrl as string);
  await page.getByRole("link", { name: "Sign in" }).first().waitFor();
  expect(await page.getByRole("table").count()).toBe(0);
});
