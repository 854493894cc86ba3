import { sql } from "kysely";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { codeIn, linkIn } from "../support/mailbox.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { freshEmail } from "../support/sample-order.ts";
import { askForMail, giveCode, giveEmail } from "../support/walk.ts";

vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let portal: TestPortal;

beforeAll(async () => {
  browser = await launchBrowser();
  portal = await startTestPortal({ settings: { RESEND_COOLDOWN: "60s" } });
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const waitForMail = async (javaScript = true) => {
  const order = await portal.world.order();
  const email = freshEmail();
  const page = await newVisitor(browser, { javaScript });
  await askForMail(page, portal, order.keys[0] as string, email);
  return { order, email, page, mail: await portal.mailbox.latest(email, "verify-email") };
};

const wrong = (code: string): string => (code === "123456" ? "654321" : "123456");

test("five wrong codes end the attempt, and the way on starts at the key", async () => {
  const { page, mail, order } = await waitForMail();
  const code = codeIn(mail);
  for (const left of ["4 tries are left", "3 tries are left", "2 tries are left", "One try is left"]) {
    await giveCode(page, wrong(code));
    await page.locator("[data-reason=wrong_code]").filter({ hasText: left }).waitFor();
    expect(await page.getByLabel("Verification code").inputValue()).toBe(wrong(code));
  }
  expect(await accessibilityFaults(page)).toEqual([]);
  await giveCode(page, wrong(code));
  await page.locator("[data-reason=too_many_codes]").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.goto(linkIn(mail));
  await page.locator("[data-reason=too_many_codes]").waitFor();
  expect(await page.getByRole("button", { name: "Activate this order" }).count()).toBe(0);
  await page.getByRole("link", { name: "Start again" }).click();
  await page.getByRole("heading", { name: "Enter any license key" }).waitFor();
  expect(await portal.world.accountsHolding(order)).toEqual([]);
  expect(complaintsOf(page)).toEqual([]);
});

test("a verification that took too long keeps nothing and starts again", async () => {
  const { page, mail, order, email } = await waitForMail(false);
  const late = await newVisitor(browser);
  portal.clock.advance(25 * 3600);
  await giveCode(page, codeIn(mail));
  await page.locator("[data-reason=verification_expired]").waitFor();
  await late.goto(linkIn(mail));
  await late.locator("[data-reason=verification_expired]").waitFor();
  expect(await accessibilityFaults(late)).toEqual([]);
  expect(await portal.ctx.db.selectFrom("users").select("id").where("email", "=", email).execute()).toEqual([]);
  expect(await portal.world.accountsHolding(order)).toEqual([]);
  await late.getByRole("link", { name: "Start again" }).click();
  await late.getByRole("heading", { name: "Enter any license key" }).waitFor();
});

test("the mail is sent again after the cool-down, with the same code, and not before", async () => {
  const { page, mail, email } = await waitForMail(false);
  await page.getByText(/You can send the e-mail again in \d+ seconds/).waitFor();
  await page.getByRole("button", { name: "Send again" }).click();
  await page.locator("[data-reason=resend_too_early]").waitFor();
  portal.clock.advance(61);
  await page.getByRole("button", { name: "Send again" }).click();
  await page.getByText("We sent the e-mail again.").waitFor();
  expect(codeIn(await portal.mailbox.latest(email, "verify-email", 2))).toBe(codeIn(mail));
});

test("another address takes the place of the first, whose code and link are worth nothing then", async () => {
  const { page, mail, order, email: first } = await waitForMail();
  await page.getByRole("link", { name: "Change the address" }).click();
  await page.getByRole("heading", { name: "Create your account" }).waitFor();
  expect(await page.getByLabel("Work e-mail").inputValue()).toBe(first);
  const email = freshEmail();
  await giveEmail(page, email);
  const other = await newVisitor(browser);
  await other.goto(linkIn(mail));
  await other.locator("[data-reason=verification_unknown]").waitFor();
  await giveCode(page, codeIn(await portal.mailbox.latest(email, "verify-email")));
  await page.getByRole("button", { name: "Activate this order" }).click();
  await page.getByRole("heading", { name: "Your order is activated" }).waitFor();
  expect(await page.getByRole("main").textContent()).toContain(email);
  expect(await portal.world.accountsHolding(order)).toHaveLength(1);
});

test("the code is worth nothing in another browser", async () => {
  const { page } = await waitForMail();
  const other = await newVisitor(browser);
  await other.goto(page.url());
  await other.getByRole("heading", { name: "This page does not exist" }).waitFor();
  expect(await accessibilityFaults(other)).toEqual([]);
  await other.getByRole("link", { name: "Go to the first page" }).click();
  await other.getByRole("heading", { name: "Enter any license key" }).waitFor();
});

test("cookies lost half-way: a page that says so, and a way on", async () => {
  const { page, mail } = await waitForMail(false);
  await page.context().clearCookies();
  await giveCode(page, codeIn(mail));
  await page.locator("[data-reason=page_expired]").waitFor();
  await page.goBack();
  await page.reload();
  await page.locator("[data-reason=not_found]").waitFor();
  await page.goto(linkIn(mail));
  await page.getByRole("heading", { name: "Confirm and activate" }).waitFor();
});

test("a scanner that loads the link changes nothing, however often", async () => {
  const { mail } = await waitForMail();
  const rows = async () => {
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public' order by 1`.execute(
      portal.ctx.db,
    );
    const contents: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows: digest } = await sql<{ md5: string }>`
        select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as md5 from ${sql.table(name)} t`.execute(
        portal.ctx.db,
      );
      contents[name] = digest[0]?.md5 ?? "";
    }
    return contents;
  };
  await new Promise((done) => setTimeout(done, 500));
  const before = await rows();
  for (const method of ["GET", "HEAD", "GET", "HEAD"]) {
    const answer = await fetch(linkIn(mail), { method, headers: { "user-agent": "scanner" } });
    expect(answer.status).toBe(200);
  }
  const scanner = await newVisitor(browser);
  await scanner.goto(linkIn(mail));
  await scanner.waitForLoadState("networkidle");
  expect(await rows()).toEqual(before);
});
