import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { translator } from "../../src/messages/translate.ts";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { codeIn, linkIn } from "../support/mailbox.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { judge, visitors } from "../support/visitors.ts";
import { askForMail, enterKey, giveKey, pressActivate, sampleKey, signIn } from "../support/walk.ts";

vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let portal: TestPortal;

beforeAll(async () => {
  browser = await launchBrowser();
  portal = await startTestPortal({ samples: true, settings: { RESEND_COOLDOWN: "1s" } });
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

test.each(visitors)(
  "a customer signs in by a code and out again: $locale, script $javaScript",
  async ({ locale, javaScript, ...look }) => {
    const accountId = `ways-${locale}-${javaScript}`;
    const user = await portal.world.account({ accountId, company: "Birch & Sons Ltd", language: locale });
    const t = translator(locale);
    const heading = (name: string) => page.getByRole("heading", { name, exact: true }).waitFor();
    const page = await newVisitor(browser, { locale, javaScript, ...look });
    await page.goto(`${portal.url}/products`);
    await heading(t("signIn.title"));
    await judge(page, { locale, javaScript });
    await signIn(page, portal, javaScript ? accountId : user.email.toUpperCase(), user.email);
    await heading(t("products.title"));
    expect(await page.getByRole("main").textContent()).toContain("Birch & Sons Ltd");
    const { html } = await portal.mailbox.latest(user.email, "sign-in-code");
    expect(html).toContain(`lang="${locale}"`);
    const sessions = await page.context().cookies();

    await page.locator("summary").filter({ hasText: user.email }).click();
    await page.getByRole("button", { name: t("frame.signOut") }).click();
    await heading(t("enterKey.title"));
    await page.context().addCookies(sessions);
    await page.goto(`${portal.url}/products`);
    await heading(t("signIn.title"));
    expect(complaintsOf(page)).toEqual([]);
  },
);

test("the sign-in that interrupts an activation comes back to it, and one button activates", async () => {
  const [known, order] = [await portal.world.account(), await portal.world.order({ addOns: 2, products: 2 })];
  const page = await newVisitor(browser);
  await enterKey(page, portal, order.keys[1] as string);
  await page.getByRole("link", { name: "Sign in with another account" }).click();
  await signIn(page, portal, known.email);
  await page.getByRole("heading", { name: `Order ${order.orderNumber}` }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.getByRole("main").textContent()).toContain(known.email);
  await pressActivate(page);
  expect(await portal.world.accountsHolding(order)).toEqual([known.accountId]);

  const second = await portal.world.order({ addOns: 1, products: 0 });
  await page.goto(`${portal.url}/products`);
  await page.getByRole("link", { name: "Provide a key" }).click();
  await giveKey(page, second.keys[0] as string);
  await pressActivate(page);
  await page.goto(`${portal.url}/products`);
  expect(await page.getByRole("rowheader").count()).toBe(5);
  expect(complaintsOf(page)).toEqual([]);
});

test("an address that has a user gets another mail, whose link leads over the sign-in to the order", async () => {
  const known = await portal.world.account();
  const order = await portal.world.order();
  const page = await newVisitor(browser, { javaScript: false });
  await askForMail(page, portal, order.keys[0] as string, known.email);
  const mail = await portal.mailbox.latest(known.email, "sign-in-instead");
  expect(() => codeIn(mail)).toThrow();
  const phone = await newVisitor(browser);
  await phone.goto(linkIn(mail));
  await phone.getByRole("heading", { name: `Sign in as ${known.email}` }).waitFor();
  expect(await accessibilityFaults(phone)).toEqual([]);
  await signIn(phone, portal, known.email);
  await phone.getByRole("heading", { name: "Confirm and activate" }).waitFor();
  expect(await phone.getByRole("main").textContent()).toContain(`The order goes to the account of ${known.email}.`);
  await pressActivate(phone);
  expect(await portal.world.accountsHolding(order)).toEqual([known.accountId]);
  await page.reload();
  await page.getByRole("heading", { name: "Your order is activated" }).waitFor();
  expect([...complaintsOf(page), ...complaintsOf(phone)]).toEqual([]);
});

test("a forgotten name on the way keeps where the sign-in leads", async () => {
  const known = await portal.world.account();
  const order = await portal.world.order();
  const page = await newVisitor(browser);
  await askForMail(page, portal, order.keys[0] as string, known.email);
  const other = await newVisitor(browser);
  await other.goto(linkIn(await portal.mailbox.latest(known.email, "sign-in-instead")));
  await other.getByLabel("E-mail or account ID").fill(" ");
  await other.getByRole("button", { name: "Continue" }).click();
  await other.locator("[data-reason=login_empty]").waitFor();
  await signIn(other, portal, known.email);
  await other.getByRole("heading", { name: "Confirm and activate" }).waitFor();
});

test("double presses on the way in send one mail and sign in once", async () => {
  const known = await portal.world.account();
  const page = await newVisitor(browser);
  await page.goto(`${portal.url}/sign-in`);
  await page.getByLabel("E-mail or account ID").fill(known.email);
  await page.getByRole("button", { name: "Continue" }).dblclick();
  await page.getByRole("heading", { name: "Enter your sign-in code" }).waitFor();
  const mail = await portal.mailbox.latest(known.email, "sign-in-code");
  await page.getByLabel("Sign-in code").fill(codeIn(mail));
  await page.getByRole("button", { name: "Sign in", exact: true }).dblclick();
  await page.getByRole("heading", { name: "Products and services" }).waitFor();
  expect(await portal.mailbox.count(known.email)).toBe(1);
  await page.goBack();
  await page.getByRole("heading", { name: "Products and services" }).waitFor();
});

const wrongFor = (code: string): string => (code === "123456" ? "654321" : "123456");

test("five wrong sign-in codes end the attempt, and the page sends a new one", async () => {
  const known = await portal.world.account();
  const page = await newVisitor(browser);
  await page.goto(`${portal.url}/sign-in`);
  await page.getByLabel("E-mail or account ID").fill(known.email);
  await page.getByRole("button", { name: "Continue" }).click();
  const first = codeIn(await portal.mailbox.latest(known.email, "sign-in-code"));
  for (const left of [
    "4 tries are left",
    "3 tries are left",
    "2 tries are left",
    "One try is left",
    "Send a new one",
  ]) {
    await page.getByLabel("Sign-in code").fill(wrongFor(first));
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.locator("[data-reason]").filter({ hasText: left }).waitFor();
  }
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByLabel("Sign-in code").fill(first);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.locator("[data-reason=sign_in_code_expired]").waitFor();
  await page.getByRole("button", { name: "Send again" }).click();
  const second = codeIn(await portal.mailbox.latest(known.email, "sign-in-code", 2));
  await page.getByLabel("Sign-in code").fill(second);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Products and services" }).waitFor();
});

test("a sign-in for a cross grade names its account, and extends the license that it has", async () => {
  const page = await newVisitor(browser, { colorScheme: "dark" });
  await enterKey(page, portal, sampleKey("SO-2026-000006"));
  await page.getByRole("link", { name: "Sign in as s•••@birch.example" }).waitFor();
  expect(await page.getByRole("link", { name: "Create a new account" }).count()).toBe(0);
  await page.getByText("Apex One is registered already. It gets the seats and the term of this order").waitFor();
  expect(await page.getByText("left out").count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("link", { name: "Sign in as s•••@birch.example" }).click();
  await signIn(page, portal, "sam@birch.example");
  await page.getByRole("heading", { name: "Order SO-2026-000006" }).waitFor();
  await pressActivate(page);
  await page.goto(`${portal.url}/products`);
  const row = page.getByRole("row").filter({ hasText: "OS-ZF44-RVZ2J-K3QNR-74HUH-AVFCB-2Z6PN" });
  expect(await row.textContent()).toContain("30 Jun 2027");
  expect(await row.textContent()).toContain("150");
  expect(complaintsOf(page)).toEqual([]);
});
