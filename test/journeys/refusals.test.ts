import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cancelOrder } from "../../src/actions/cancel-order.ts";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { enterKey, pressActivate, sampleKey, signIn, walkToConfirm } from "../support/walk.ts";

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

const refusal = async (page: Page, reason: string): Promise<string> => {
  const told = page.locator(`[data-reason=${reason}]`);
  await told.waitFor();
  return (await told.textContent()) ?? "";
};

test("a second product of one SaaS family names both sides and refuses the whole order for this account", async () => {
  const page = await newVisitor(browser, { colorScheme: "dark" });
  await walkToConfirm(page, portal, sampleKey("SO-2026-000001"), "kim@acme.example");
  await pressActivate(page);
  await enterKey(page, portal, sampleKey("SO-2026-000004"));
  expect(await refusal(page, "saas_conflict")).toContain("Cloud App Security");
  const main = (await page.getByRole("main").textContent()) ?? "";
  expect(main).toContain("…RJMG2");
  expect(main).toContain("…27WDX");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("link", { name: "Use another account" }).waitFor();
  await page.getByRole("link", { name: "Create a new account" }).click();
  await page.getByRole("heading", { name: "Create your account" }).waitFor();
  expect(complaintsOf(page)).toEqual([]);
});

test("what is registered already is left out and counted", async () => {
  const known = await portal.world.account({ licenses: [{ sku: "SMEX" }, { sku: "CAS" }] });
  const held = await portal.ctx.db
    .selectFrom("licenses")
    .selectAll()
    .where("accountId", "=", known.accountId)
    .execute();
  const codes = held.map((license) => portal.ctx.secrets.open(license.codeSealed));
  const bought = held.map(({ sku }, at) => ({ sku, activationCode: codes[at] as string }));
  const order = await portal.world.order({ items: [{ sku: "XDR-CAS" }, ...bought] });
  const page = await newVisitor(browser, { javaScript: false });
  await enterKey(page, portal, order.keys[0] as string);
  await page.getByText("2 items of this order are already registered and are left out.").waitFor();
  expect(await page.getByRole("rowheader").count()).toBe(1);
});

test.each([{ locale: "en" }, { locale: "ja" }])(
  "an activated order tells a stranger the masked owner and the date ($locale)",
  async ({ locale }) => {
    const order = await portal.world.order();
    await portal.world.activated(order, `pat@${locale}.fir.example`);
    const page = await newVisitor(browser, { locale });
    await page.goto(portal.url);
    await page.locator("input[name=key]").fill(order.keys[1] as string);
    await page.getByRole("button", { name: locale === "ja" ? "次へ" : "Continue" }).click();
    const told = await refusal(page, "already_activated");
    expect(told).toContain(`p•••@${locale}.fir.example`);
    expect(told).toContain(locale === "ja" ? "2026年11月24日" : "24 Nov 2026");
    expect(await page.content()).not.toContain(`pat@${locale}.fir.example`);
    expect(await accessibilityFaults(page)).toEqual([]);
  },
);

test("a cancelled order is told at the field, with the key kept", async () => {
  const order = await portal.world.order();
  await cancelOrder(portal.ctx, order.orderNumber, "test");
  const page = await newVisitor(browser, { javaScript: false });
  await enterKey(page, portal, order.keys[0] as string);
  expect(await refusal(page, "order_cancelled")).toContain("This order was cancelled.");
  expect(await page.getByLabel("License key", { exact: true }).inputValue()).toBe(order.keys[0]);
});

test("a cross grade is refused to another account that is signed in, without telling its full name", async () => {
  const owner = await portal.world.account({ licenses: [{ sku: "A1" }] });
  const [license] = await portal.ctx.db
    .selectFrom("licenses")
    .selectAll()
    .where("accountId", "=", owner.accountId)
    .execute();
  const activationCode = portal.ctx.secrets.open(license?.codeSealed as Buffer);
  const order = await portal.world.order({
    items: [{ sku: "A1", suite: "CUP", activationCode }, { sku: "SMEX", suite: "CUP" }, { sku: "XDR-ES" }],
  });
  const other = await portal.world.account();
  const page = await newVisitor(browser);
  await page.goto(`${portal.url}/sign-in`);
  await signIn(page, portal, other.email);
  await page.getByRole("heading", { name: "Products and services" }).waitFor();
  await enterKey(page, portal, order.keys[0] as string);
  expect(await refusal(page, "cross_grade_other_account")).toContain(other.email);
  expect(await page.content()).not.toContain(owner.email);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("link", { name: "Use another account" }).click();
  await signIn(page, portal, owner.email);
  await pressActivate(page);
  expect(await portal.world.accountsHolding(order)).toEqual([owner.accountId]);
});
