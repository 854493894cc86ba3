import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { codeIn, linkIn } from "../support/mailbox.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import {
  askForMail,
  chooseNewAccount,
  enterKey,
  giveCode,
  giveEmail,
  pressActivate,
  sampleKeys,
  walkToConfirm,
} from "../support/walk.ts";

vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let portal: TestPortal;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  portal = await startTestPortal({ samples: true });
});
afterEach(() => portal.close());

const ORDER = "SO-2026-000001";
const keys = sampleKeys(ORDER);

const bodyRows = (page: Page) => page.getByRole("rowgroup").last().getByRole("row");

test("every key of the certificate opens the whole order", async () => {
  const page = await newVisitor(browser, { javaScript: false });
  expect(keys).toHaveLength(8);
  for (const key of keys) {
    await enterKey(page, portal, key);
    await page.getByRole("heading", { name: `Order ${ORDER}` }).waitFor();
    const items = page.getByRole("table", { name: "Products to activate" });
    expect(await items.getByRole("columnheader").allTextContents()).toEqual(["Product", "Kind", "Seats", "Term"]);
    expect(await items.getByRole("rowheader").count()).toBe(4);
    expect(page.url()).toMatch(/\/activations\/[0-9a-f-]{36}$/);
    expect(await page.title()).not.toContain(key);
  }
});

const looks = [
  { name: "light, with script", javaScript: true, colorScheme: "light" },
  { name: "dark, with script", javaScript: true, colorScheme: "dark" },
  { name: "without script", javaScript: false, colorScheme: "light" },
] as const;

test.each(looks)("a newcomer gives an e-mail address and nothing else ($name)", async (look) => {
  const page = await newVisitor(browser, look);
  const judge = async () => {
    if (look.javaScript) expect(await accessibilityFaults(page)).toEqual([]);
  };
  await page.goto(portal.url);
  await judge();
  await enterKey(page, portal, keys[5] as string);
  await judge();
  await chooseNewAccount(page);
  await judge();
  await giveEmail(page, "Kim@acme.example");
  await judge();
  const mail = await portal.mailbox.latest("kim@acme.example", "verify-email");
  await giveCode(page, codeIn(mail));
  await page.getByRole("heading", { name: "Confirm and activate" }).waitFor();
  expect(await page.getByRole("main").textContent()).toContain("Kim@acme.example");
  expect(await bodyRows(page).count()).toBe(4);
  await judge();
  await pressActivate(page);
  await judge();
  await page.getByRole("link", { name: "See my products" }).click();
  await page.getByRole("heading", { name: "Products and services" }).waitFor();
  expect(await page.getByRole("rowheader").count()).toBe(4);
  await judge();
  expect((await portal.mailbox.latest("kim@acme.example", "order-activated")).subject).toContain(ORDER);
  expect(complaintsOf(page)).toEqual([]);
});

test("the products page shows status, seats, term and activation code, and copies the code", async () => {
  const page = await newVisitor(browser);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: portal.url });
  await walkToConfirm(page, portal, keys[0] as string, "kim@acme.example");
  await pressActivate(page);
  await page.goto(`${portal.url}/products`);
  const row = page.getByRole("row").filter({ hasText: "CA-B3XM-VJ8PN-L8482-EZ5E9-GGLDA-RJMG2" });
  const text = await row.textContent();
  expect(text).toContain("Active");
  expect(text).toContain("250 users");
  expect(text).toMatch(/4 May 2026.*3 May 2027/);
  await row.getByRole("button", { name: "Copy activation code" }).click();
  await page.getByText("The activation code was copied.").waitFor();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe("CA-B3XM-VJ8PN-L8482-EZ5E9-GGLDA-RJMG2");
  expect(complaintsOf(page)).toEqual([]);
});

test.each([{ javaScript: true }, { javaScript: false }])(
  "the mail's link activates in another browser, and the first browser's page tells it (script: $javaScript)",
  async (look) => {
    const first = await newVisitor(browser, look);
    await askForMail(first, portal, keys[1] as string, "kim@acme.example");
    const phone = await newVisitor(browser, { ...look, width: 390 });
    await phone.goto(linkIn(await portal.mailbox.latest("kim@acme.example", "verify-email")));
    await phone.getByRole("heading", { name: "Confirm and activate" }).waitFor();
    await pressActivate(phone);
    await phone.goto(`${portal.url}/products`);
    expect(await phone.getByRole("rowheader").count()).toBe(4);

    await first.reload();
    await first.getByRole("heading", { name: "Your order is activated" }).waitFor();
    const told = await first.getByRole("main").textContent();
    expect(told).toContain("k•••@acme.example");
    expect(told).not.toContain("kim@acme.example");
    await first.goto(`${portal.url}/products`);
    await first.getByRole("heading", { name: "Sign in" }).waitFor();
    expect([...complaintsOf(first), ...complaintsOf(phone)]).toEqual([]);
  },
);
