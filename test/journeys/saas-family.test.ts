import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { mainText, refusalOn } from "../support/refused.ts";
import { enterKey, pressActivate, sampleKey, sampleKeys, signIn } from "../support/walk.ts";

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

const signedIn = async (email: string, visitor = {}): Promise<Page> => {
  const page = await newVisitor(browser, visitor);
  await page.goto(`${portal.url}/sign-in`);
  await signIn(page, portal, email);
  await page.getByRole("heading", { name: "Products and services" }).waitFor();
  return page;
};

test.each([{ javaScript: true }, { javaScript: false }])(
  "a conflict that comes up between preview and button is told with both sides, and nothing is registered (%s)",
  async (visitor) => {
    const { email } = await portal.world.account();
    const wishes = { items: [{ sku: "XDR-CAS" }, { sku: "CAS" }], region: "EU" as const };
    const [order, rival] = [await portal.world.order(wishes), await portal.world.order({ ...wishes, region: "JP" })];
    const page = await signedIn(email, visitor);
    await enterKey(page, portal, order.keys[0] as string);
    await page.getByRole("button", { name: "Activate this order" }).waitFor();
    const other = await page.context().newPage();
    await enterKey(other, portal, rival.keys[0] as string);
    await pressActivate(other);
    await page.getByRole("button", { name: "Activate this order" }).click();
    const told = await refusalOn(page, "saas_conflict");
    expect(told).toContain("Your account already has Cloud App Security.");
    expect(told).toContain("Nothing has been activated.");
    const main = await mainText(page);
    for (const fact of ["Japan", "Europe", "3 May 2027", `In order ${order.orderNumber}`]) expect(main).toContain(fact);
    for (const { items } of [order, rival]) expect(main).toContain(`…${items[1]?.activationCode?.slice(-5)}`);
    expect(await portal.world.accountsHolding(order)).toEqual([]);
    if (visitor.javaScript) expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaintsOf(page)).toEqual([]);
  },
);

test("a conflict is shown as soon as somebody signs in from the preview, and another account takes the order", async () => {
  const holder = await portal.world.account({ licenses: [{ sku: "CAS" }] });
  const free = await portal.world.account();
  const order = await portal.world.order({ items: [{ sku: "XDR-CAS" }, { sku: "CAS" }] });
  const page = await newVisitor(browser);
  await enterKey(page, portal, order.keys[0] as string);
  const activation = page.url();
  await page.getByRole("link", { name: "Sign in with another account" }).click();
  await signIn(page, portal, holder.email);
  await refusalOn(page, "saas_conflict");
  expect(page.url()).toBe(activation);
  expect(await page.getByRole("button", { name: "Activate this order" }).count()).toBe(0);
  await page.getByRole("link", { name: "Use another account" }).click();
  await signIn(page, portal, free.email);
  expect(page.url()).toBe(activation);
  await pressActivate(page);
  expect(await portal.world.accountsHolding(order)).toEqual([free.accountId]);
});

const LUMEN = "admin@lumen.example";
const trialCode = sampleKeys("SO-2026-000009")[1] as string;
const fullCode = sampleKeys("SO-2026-000010")[2] as string;

test("the full version takes the place of a trial that came from the older system, and both pages say so", async () => {
  const term = { seats: 25, startsOn: "2026-11-01", endsOn: "2026-12-31", registeredAt: new Date("2026-11-02T00:00Z") };
  const trial = { sku: "CAS", version: "trial" as const, activationCode: trialCode, ...term };
  const { accountId } = await portal.world.account({ email: LUMEN, customerNumber: "C-1006", licenses: [trial] });
  const page = await newVisitor(browser);
  await enterKey(page, portal, sampleKey("SO-2026-000010"));
  expect(await mainText(page)).not.toContain("Replaces your trial");
  await page.getByRole("link", { name: "Sign in as a•••@lumen.example" }).click();
  await signIn(page, portal, LUMEN);
  const item = page.getByRole("row").filter({ hasText: "Replaces your trial" });
  expect(await item.count()).toBe(1);
  expect(await item.textContent()).toContain("Cloud App Security");
  expect(await accessibilityFaults(page)).toEqual([]);
  await pressActivate(page);
  await page.getByRole("link", { name: "See my products" }).click();
  expect(await page.getByRole("rowheader").count()).toBe(3);
  const rowOf = async (code: string) => (await page.getByRole("row").filter({ hasText: code }).textContent()) ?? "";
  expect(await rowOf(trialCode)).toContain("Replaced by a full license");
  expect(await rowOf(fullCode)).toContain("Active");
  expect(await rowOf(fullCode)).toMatch(/20 Nov 2026.*19 Nov 2027/);
  expect(await accessibilityFaults(page)).toEqual([]);
  const licenses = portal.ctx.db.selectFrom("licenses").selectAll().where("accountId", "=", accountId);
  const converted = await licenses.where("convertedTo", "is not", null).execute();
  expect(converted.map(({ version }) => version)).toEqual(["trial"]);
  expect(complaintsOf(page)).toEqual([]);
});
