import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { translator } from "../../src/messages/translate.ts";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { refusalOn } from "../support/refused.ts";
import { freshEmail } from "../support/sample-order.ts";
import { registrationOf } from "../support/sample-registration.ts";
import { judge, visitors } from "../support/visitors.ts";
import { acceptAndContinue, enterKey, giveKey, pressActivate, register, signIn } from "../support/walk.ts";

vi.setConfig({ testTimeout: 90_000 });

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

const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true }).waitFor();
const rows = (page: Page) => page.getByRole("rowheader").allTextContents();
const product = () => portal.world.order({ items: [{ sku: "A1" }, { sku: "DDI" }] });
const signedIn = async (email: string, mails = 1): Promise<Page> => {
  const page = await newVisitor(browser);
  await page.goto(`${portal.url}/sign-in`);
  await signIn(page, portal, email, email, mails);
  await heading(page, "Products and services");
  return page;
};

test.each(visitors)("a first-time user registers what the key opens: $locale, script $javaScript", async (visitor) => {
  const { locale, javaScript } = visitor;
  const t = translator(locale);
  const [accountId, email] = [`Birch_${locale}_${javaScript}`, freshEmail()];
  const [item] = (await product()).items;
  const page = await newVisitor(browser, visitor);
  await enterKey(page, portal, (javaScript ? item?.activationCode : item?.registrationKey) as string);
  await heading(page, t("review.title"));
  expect(await rows(page)).toHaveLength(1);
  await page.getByRole("button", { name: t("review.submit") }).click();
  expect(await refusalOn(page, "agreement_not_accepted")).toContain(t("reason.agreement_not_accepted"));
  await judge(page, visitor);
  await acceptAndContinue(page);
  await heading(page, t("register.title"));
  const field = (name: "accountId" | "city" | "password" | "language") =>
    page.getByRole("main").getByLabel(t(`register.${name}`), { exact: true });
  expect(await field("language").inputValue()).toBe(locale);
  const typed = registrationOf({ language: locale, email });
  await register(page, { ...typed, accountId: "no spaces", password: "short", email: "lee", phone: "" });
  const reasons = ["account_id_bad_character", "password_too_short", "malformed_email", "phone_empty"];
  for (const reason of reasons) await page.locator(`.ak-field [data-reason=${reason}]`).waitFor();
  expect(await page.locator("[data-reason]").count()).toBe(reasons.length);
  expect(await field("accountId").inputValue()).toBe("no spaces");
  expect(await field("city").inputValue()).toBe(typed.city);
  expect(await field("password").inputValue()).toBe("");
  await judge(page, visitor);

  await register(page, { ...typed, accountId });
  await heading(page, t("registered.title"));
  expect(await page.getByRole("main").textContent()).toContain(t("registered.accountId", { accountId }));
  await judge(page, visitor);
  const mail = await portal.mailbox.latest(email, "registration-successful");
  expect(mail.text).toContain(accountId);
  expect(mail.html).toContain(`lang="${locale}"`);
  await page.goto(`${portal.url}/products`);
  await heading(page, t("products.title"));
  expect(await rows(page)).toHaveLength(1);

  const later = await newVisitor(browser, visitor);
  await later.goto(`${portal.url}/sign-in`);
  await signIn(later, portal, accountId.toLowerCase(), email);
  await heading(later, t("products.title"));
});

test("an account ID that is taken says so and no more, and everything else is kept", async () => {
  const page = await newVisitor(browser);
  await enterKey(page, portal, (await product()).keys[0] as string);
  await acceptAndContinue(page);
  await heading(page, "Register");
  await register(page, registrationOf({ accountId: "BIRCH-IT", email: "new@initech.example" }));
  expect(await refusalOn(page, "account_id_taken")).toContain("This account ID is taken. Choose another one.");
  expect(await page.content()).not.toContain("sam@birch.example");
  expect(await page.getByLabel("E-mail").inputValue()).toBe("new@initech.example");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByLabel("Account ID").fill("initech-new");
  await page.getByLabel("Password").fill("copper kettle on a hill");
  await page.getByRole("button", { name: "Register" }).dblclick();
  await heading(page, "Your products are registered");
  expect(await portal.mailbox.count("new@initech.example", "registration-successful")).toBe(1);
});

test("a known user provides keys of both processes, one after the other", async () => {
  const known = await portal.world.account();
  const [original, accountBased] = [await product(), await portal.world.order({ addOns: 1, products: 1 })];
  const page = await signedIn(known.email);
  const provide = async (key: string) => {
    await page.goto(`${portal.url}/products`);
    await page.getByRole("link", { name: "Provide a key" }).click();
    await giveKey(page, key);
  };
  await provide(original.items[1]?.activationCode as string);
  await heading(page, "Review your products");
  expect(await page.getByRole("main").textContent()).toContain("The order has more products.");
  expect(await accessibilityFaults(page)).toEqual([]);
  await acceptAndContinue(page);
  await heading(page, "Your products are registered");
  await provide(accountBased.keys[0] as string);
  await heading(page, `Order ${accountBased.orderNumber}`);
  await pressActivate(page);
  await page.goto(`${portal.url}/products`);
  expect(await rows(page)).toHaveLength(3);
  await provide(original.items[1]?.registrationKey as string);
  expect(await refusalOn(page, "already_activated")).toContain("Your account used this key");
  expect(complaintsOf(page)).toEqual([]);
});

test.each(visitors)("the sign-in on the way comes back to the review: $locale, script $javaScript", async (visitor) => {
  const t = translator(visitor.locale);
  const known = await portal.world.account();
  const order = await product();
  const page = await newVisitor(browser, visitor);
  await enterKey(page, portal, order.keys[0] as string);
  await page.getByRole("link", { name: t("preview.signInOther") }).click();
  await signIn(page, portal, known.email);
  await heading(page, t("review.title"));
  await acceptAndContinue(page);
  await heading(page, t("registered.title"));
  expect(await portal.world.accountsHolding(order)).toEqual([known.accountId]);
  await judge(page, visitor);
});

test("an account that holds the SaaS already leads to a new one, by the long form", async () => {
  const known = await portal.world.account({ licenses: [{ sku: "CAS" }] });
  const order = await portal.world.order({ items: [{ sku: "CAS" }] });
  const page = await signedIn(known.email);
  await enterKey(page, portal, order.keys[0] as string);
  await refusalOn(page, "saas_conflict");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("link", { name: "Create a new account" }).click();
  await heading(page, "Review your products");
  await acceptAndContinue(page);
  await heading(page, "Register");
  await register(page, registrationOf({ accountId: "second-one", email: "second@initech.example" }));
  await heading(page, "Your products are registered");
  expect(await portal.world.accountsHolding(order)).not.toContain(known.accountId);
});

test("an address that nobody has proven is proven before a whole order goes to it", async () => {
  const page = await newVisitor(browser);
  await enterKey(page, portal, (await product()).keys[0] as string);
  await acceptAndContinue(page);
  await register(page, registrationOf({ accountId: "unproven", email: "unproven@initech.example" }));
  await heading(page, "Your products are registered");
  const order = await portal.world.order();
  await enterKey(page, portal, order.keys[0] as string);
  await page.getByRole("button", { name: "Activate this order" }).click();
  await heading(page, "Verify your e-mail address");
  expect(await page.getByLabel("Password", { exact: true }).count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await portal.world.accountsHolding(order)).toEqual([]);
  const code = /^\d{6}$/m.exec((await portal.mailbox.latest("unproven@initech.example", "sign-in-code")).text)?.[0];
  await page.getByLabel("Sign-in code", { exact: true }).fill(code as string);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await pressActivate(page);
  expect(await portal.world.accountsHolding(order)).toHaveLength(1);
});

test("the steps are not open out of turn, and to no other browser", async () => {
  const page = await newVisitor(browser);
  await enterKey(page, portal, (await product()).keys[0] as string);
  const address = page.url();
  await page.goto(`${address}/register`);
  await heading(page, "Review your products");
  await page.goto(`${address}/email`);
  await heading(page, "Review your products");
  const other = await newVisitor(browser);
  expect((await other.goto(`${address}/register`))?.status()).toBe(404);
  expect((await other.goto(address))?.status()).toBe(404);
});
