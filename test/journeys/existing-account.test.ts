import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { mainText } from "../support/refused.ts";
import { freshCode } from "../support/sample-order.ts";
import { chooseNewAccount, enterKey, giveEmail, pressActivate, signIn } from "../support/walk.ts";

vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let portal: TestPortal;
beforeAll(async () => {
  browser = await launchBrowser();
  portal = await startTestPortal({ settings: { RESEND_COOLDOWN: "1s" } });
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const orderAndAccount = {
  owns_license_of_order: async (email: string) => {
    const held = { sku: "A1", activationCode: freshCode() };
    const account = await portal.world.account({ email, licenses: [held] });
    return { account, order: await portal.world.order({ items: [{ sku: "XDR-ES" }, held] }) };
  },
  same_email: async (email: string) => {
    const account = await portal.world.account({ email });
    return { account, order: await portal.world.order({ customer: { email } }) };
  },
  same_customer_number: async (email: string) => {
    const account = await portal.world.account({ email, customerNumber: "C-4711" });
    return { account, order: await portal.world.order({ customer: { number: "C-4711" } }) };
  },
  same_company: async (email: string) => {
    const account = await portal.world.account({ email, company: "株式会社ヤナギ", country: "JP" });
    return { account, order: await portal.world.order({ customer: { company: "ﾔﾅｷﾞ K.K.", country: "JP" } }) };
  },
};

test.each([
  ["owns_license_of_order", "It already has a license of this order.", true],
  ["same_email", "It has the same e-mail address as the contact of this order.", false],
  ["same_customer_number", "It activated an earlier order of the same customer.", true],
  ["same_company", "It belongs to the same company.", false],
] as const)("one likely account is suggested, masked and with its reason: %s", async (reason, why, javaScript) => {
  const email = `mika@${reason.replaceAll("_", "-")}.example`;
  const { account, order } = await orderAndAccount[reason](email);
  const page = await newVisitor(browser, { javaScript });
  await enterKey(page, portal, order.keys[0] as string);
  await page.getByRole("heading", { name: "This may already be your account" }).waitFor();
  expect(await mainText(page)).toContain(why);
  expect(await page.content()).not.toContain(email);
  const filled = page.locator("main .btn-primary");
  expect(await filled.allTextContents()).toEqual([`Sign in as m•••@${reason.replaceAll("_", "-")}.example`]);
  await page.getByRole("link", { name: "Sign in with another account" }).waitFor();
  await page.getByRole("link", { name: "Create a new account" }).waitFor();
  if (javaScript) expect(await accessibilityFaults(page)).toEqual([]);
  const activation = page.url();
  await page.getByRole("link", { name: "Sign in as m•••" }).click();
  await signIn(page, portal, email);
  await page.getByRole("button", { name: "Activate this order" }).waitFor();
  expect(page.url()).toBe(activation);
  await pressActivate(page);
  expect(await portal.world.accountsHolding(order)).toEqual([account.accountId]);
  expect(complaintsOf(page)).toEqual([]);
});

test.each(["en", "ja"])("several likely accounts are a choice, the likeliest first (%s)", async (locale) => {
  const likely = `kim@one-${locale}.example`;
  await portal.world.account({ email: likely });
  await portal.world.account({ email: `lee@two-${locale}.example`, customerNumber: `C-${locale}` });
  const order = await portal.world.order({ customer: { email: likely, number: `C-${locale}` } });
  const page = await newVisitor(browser, { locale });
  await page.goto(portal.url);
  await page.locator("input[name=key]").fill(order.keys[0] as string);
  await page.locator("main form button").click();
  const rows = page.locator("main .ak-choices a");
  await rows.first().waitFor();
  const names = await rows.locator("b").allTextContents();
  expect(names).toHaveLength(4);
  expect(names[0]).toContain(`k•••@one-${locale}.example`);
  expect(names[1]).toContain(`l•••@two-${locale}.example`);
  expect(await page.locator("main .ak-suggest, main .btn-primary").count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(complaintsOf(page)).toEqual([]);
});

test("with no likely account a new one comes first, as the one filled button", async () => {
  const order = await portal.world.order();
  const page = await newVisitor(browser);
  await enterKey(page, portal, order.keys[0] as string);
  await page.getByRole("heading", { name: "Which account gets this order?" }).waitFor();
  const ways = await page.locator("main section").last().getByRole("link").allTextContents();
  expect(ways.map((way) => way.trim())).toEqual([
    "Create a new account with your e-mail",
    "Sign in with another accountYou have an account already? Add this order to it.",
  ]);
  expect(await page.locator("main .btn-primary").allTextContents()).toHaveLength(1);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.locator("main .btn-primary").click();
  await page.getByLabel("Work e-mail", { exact: true }).waitFor();
});

test("somebody signed in elsewhere is told of the likely account, and may use it, another one or a new one", async () => {
  const likely = await portal.world.account({ email: "likely@poplar.example" });
  const other = await portal.world.account({ email: "other@maple.example" });
  const third = await portal.world.account({ email: "third@maple.example" });
  const order = await portal.world.order({ customer: { email: likely.email } });
  const page = await newVisitor(browser);
  await page.goto(`${portal.url}/sign-in`);
  await signIn(page, portal, other.email);
  await page.getByRole("heading", { name: "Products and services" }).waitFor();
  await enterKey(page, portal, order.keys[0] as string);
  await page.getByRole("button", { name: "Activate this order" }).waitFor();
  await page.getByRole("link", { name: "Sign in as l•••@poplar.example" }).waitFor();
  expect(await page.content()).not.toContain(likely.email);
  expect(await accessibilityFaults(page)).toEqual([]);
  const activation = page.url();

  await page.getByRole("link", { name: "Use another account" }).click();
  await signIn(page, portal, third.email);
  await page.getByRole("button", { name: "Activate this order" }).waitFor();
  expect(page.url()).toBe(activation);
  expect(await mainText(page)).toContain(third.email);

  await page.getByRole("link", { name: "Sign in as l•••@poplar.example" }).click();
  await signIn(page, portal, likely.email);
  await page.getByRole("button", { name: "Activate this order" }).waitFor();
  expect(page.url()).toBe(activation);
  expect(await page.getByRole("link", { name: "Sign in as" }).count()).toBe(0);

  await chooseNewAccount(page);
  await giveEmail(page, "new@poplar.example");
  expect(await portal.world.accountsHolding(order)).toEqual([]);
  expect(complaintsOf(page)).toEqual([]);
});
