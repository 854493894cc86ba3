import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { findActivation } from "../../src/db/activations.ts";
import { findOpenCase } from "../../src/db/support-cases.ts";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { mainText, refusalOn } from "../support/refused.ts";
import { freshCode } from "../support/sample-order.ts";
import { enterKey, pressActivate, sampleKey, signIn } from "../support/walk.ts";

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

const JULY = new Date("2026-07-01T09:00:00Z");

/** A suite upgrade bought in July of what each of these accounts registered in March. */
const upgradeOf = async (emails: string[], held: { sku: string }[] = [], ordered: { sku: string }[] = []) => {
  const suite = emails.map(() => ({ sku: "A1", suite: "CUP" as const, activationCode: freshCode() }));
  for (const [at, email] of emails.entries()) {
    const license = { sku: "A1", activationCode: suite[at]?.activationCode as string };
    await portal.world.account({ email, licenses: [license, ...held] });
  }
  const items = [...suite, { sku: "XDR-ES" }, ...ordered];
  return portal.world.order({ purchasedAt: JULY, items });
};

test("the owner of a cross grade activates it, and the earlier license gets its seats and term", async () => {
  const page = await newVisitor(browser);
  await enterKey(page, portal, sampleKey("SO-2026-000006"));
  await page.getByRole("heading", { name: "This order has to go to this account" }).waitFor();
  expect(await page.getByRole("table", { name: "Products to activate" }).getByRole("rowheader").count()).toBe(3);
  const main = await mainText(page);
  expect(main).toContain("3 items are ready to activate.");
  expect(main).toContain("Apex One is registered already.");
  expect(main).toContain("150 endpoints, 1 Jul 2026 – 30 Jun 2027.");
  expect(main).toContain("s•••@birch.example");
  expect(await page.getByRole("main").getByRole("link").allTextContents()).toEqual(["Sign in as s•••@birch.example"]);
  expect(await accessibilityFaults(page)).toEqual([]);
  const activation = page.url();
  await page.getByRole("link", { name: "Sign in as s•••@birch.example" }).click();
  await signIn(page, portal, "birch-it", "sam@birch.example");
  await page.getByRole("button", { name: "Activate this order" }).waitFor();
  expect(page.url()).toBe(activation);
  await page.goto(`${portal.url}/products`);
  expect(await page.getByRole("row").filter({ hasText: "OS-ZF44-RVZ2J" }).textContent()).toContain("SO-2026-000005");
  await page.goto(activation);
  await pressActivate(page);
  const done = await mainText(page);
  expect(done).toContain("3 items of order SO-2026-000006 now belong to sam@birch.example.");
  expect(done).toContain(
    "Apex One, which you had already, now has the seats and the term of this order: 150 endpoints",
  );
  await page.getByRole("link", { name: "See my products" }).click();
  const apexOne = page.getByRole("row").filter({ hasText: "OS-ZF44-RVZ2J-K3QNR-74HUH-AVFCB-2Z6PN" });
  const text = await apexOne.textContent();
  expect(text).toContain("150");
  expect(text).toContain("Order SO-2026-000006");
  expect(text).toMatch(/1 Jul 2026.*30 Jun 2027/);
  expect(await page.getByRole("rowheader").count()).toBe(4);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(complaintsOf(page)).toEqual([]);
});

test.each(["en", "ja"])("a new account is refused a cross grade, with the account and why (%s)", async (locale) => {
  const order = await upgradeOf([`pat@upgrade-${locale}.example`]);
  const page = await newVisitor(browser, { locale, width: 360 });
  await enterKeyIn(page, order.keys[0] as string);
  await page.goto(`${page.url()}/email`);
  await refusalOn(page, "cross_grade_needs_owner");
  const main = await mainText(page);
  expect(main).toContain(`p•••@upgrade-${locale}.example`);
  expect(main).toContain(`…${order.items[0]?.activationCode?.slice(-5)}`);
  expect(main).toContain(locale === "ja" ? "2026年7月1日" : "1 Jul 2026");
  expect(await page.content()).not.toContain(`pat@upgrade-${locale}`);
  expect(await page.locator("input[type=email]").count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(complaintsOf(page)).toEqual([]);
});

const enterKeyIn = async (page: Awaited<ReturnType<typeof newVisitor>>, key: string) => {
  await page.goto(portal.url);
  await page.locator("input[name=key]").fill(key);
  await page.locator("main form button").click();
  await page.waitForURL("**/activations/*");
};

test.each([
  { locale: "en", javaScript: true },
  { locale: "ja", javaScript: true },
  { locale: "en", javaScript: false },
])("an upgrade of several accounts opens a case and tells its number ($locale, $javaScript)", async (visitor) => {
  const tail = `${visitor.locale}-${visitor.javaScript}.example`;
  const order = await upgradeOf([`ann@several-${tail}`, `bob@several-${tail}`]);
  const page = await newVisitor(browser, visitor);
  await enterKeyIn(page, order.keys[0] as string);
  const told = await refusalOn(page, "needs_support");
  const number = /CS-\d+/.exec(told)?.[0];
  expect(number).toBe(`CS-${(await findOpenCase(portal.ctx.db, order.id))?.number}`);
  const mail = await portal.mailbox.latest(order.customer.email, "support-case-opened");
  expect(mail.subject).toContain(number);
  expect(mail.subject).toContain(order.orderNumber);
  if (visitor.javaScript) expect(await accessibilityFaults(page)).toEqual([]);
  await page.reload();
  expect(await refusalOn(page, "needs_support")).toContain(number);
  await enterKeyIn(page, order.keys[1] as string);
  expect(await refusalOn(page, "needs_support")).toContain(number);
  expect(await portal.mailbox.count(order.customer.email, "support-case-opened")).toBe(1);
  expect(complaintsOf(page)).toEqual([]);
});

test("the owner with a SaaS in the way is told at the sign-in that the desk looks at it", async () => {
  const email = "owner@conflict.example";
  const order = await upgradeOf([email], [{ sku: "CAS" }], [{ sku: "CAS" }]);
  const page = await newVisitor(browser);
  await enterKeyIn(page, order.keys[0] as string);
  await page.getByRole("link", { name: "Sign in as o•••@conflict.example" }).click();
  await signIn(page, portal, email);
  expect(await refusalOn(page, "needs_support")).toMatch(/CS-\d{5}.*Nothing has been activated\./);
  await portal.mailbox.latest(email, "support-case-opened");
  expect(await page.getByRole("button", { name: "Activate this order" }).count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
});

test("where the conflict comes up after the sign-in, looking stores nothing and a button asks for the case", async () => {
  const email = "late@conflict.example";
  const order = await upgradeOf([email], [], [{ sku: "CAS" }]);
  const page = await newVisitor(browser, { javaScript: false });
  await enterKeyIn(page, order.keys[0] as string);
  await page.getByRole("link", { name: "Sign in as l•••@conflict.example" }).click();
  await signIn(page, portal, email);
  await page.getByRole("button", { name: "Activate this order" }).waitFor();
  const { db } = portal.ctx;
  const owner = await db.selectFrom("users").selectAll().where("email", "=", email).executeTakeFirstOrThrow();
  const rival = await portal.world.order({ items: [{ sku: "XDR-CAS" }, { sku: "CAS" }] });
  const rivalPage = await page.context().newPage();
  await enterKeyIn(rivalPage, rival.keys[0] as string);
  await pressActivate(rivalPage);
  for (let looks = 0; looks < 2; looks++) {
    await page.goto(page.url());
    expect(await refusalOn(page, "needs_support")).toContain("Ask us to, and you get a case number.");
  }
  expect(await findOpenCase(db, order.id)).toBeUndefined();
  expect(await findActivation(db, page.url().split("/").at(-1) as string)).toMatchObject({ decision: null });
  await page.getByRole("button", { name: "Ask us to check this order" }).click();
  expect(await refusalOn(page, "needs_support")).toMatch(/CS-\d{5}/);
  expect((await portal.mailbox.latest(owner.email, "support-case-opened")).text).toMatch(/CS-\d{5}/);
});
