import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { refusalOn } from "../support/refused.ts";
import { enterKey, signIn } from "../support/walk.ts";

vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let portal: TestPortal;
beforeAll(async () => {
  browser = await launchBrowser();
  portal = await startTestPortal();
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const activatedOrder = async (email: string) => {
  const order = await portal.world.order();
  return { order, owner: await portal.world.activated(order, email) };
};

test.each([
  { name: "with script", javaScript: true, width: 1280 },
  { name: "without script, on a phone", javaScript: false, width: 360 },
])("a key holder asks the owner of an activated order for access ($name)", async ({ name, ...visitor }) => {
  const email = `pat@owner-${visitor.width}.example`;
  const { order, owner } = await activatedOrder(email);
  const page = await newVisitor(browser, visitor);
  await enterKey(page, portal, order.keys[1] as string);
  expect(await refusalOn(page, "already_activated")).toContain(
    `activated on 24 Nov 2026 by p•••@owner-${visitor.width}.example`,
  );
  const field = page.getByLabel("Your e-mail", { exact: true });
  const ask = page.getByRole("button", { name: "Ask for access" });
  await field.fill("lee-at-work");
  await ask.click();
  expect(await refusalOn(page, "malformed_email")).toContain("has no “@”");
  expect(await field.inputValue()).toBe("lee-at-work");
  if (visitor.javaScript) expect(await accessibilityFaults(page)).toEqual([]);
  await field.fill(`lee@work-${visitor.width}.example`);
  await ask.click();
  await page.getByRole("heading", { level: 1, name: "Your request was sent to the owner" }).waitFor();
  expect(await page.title()).toMatch(/^Your request was sent to the owner – /);
  expect(await page.getByRole("button", { name: "Ask for access" }).count()).toBe(0);
  if (visitor.javaScript) expect(await accessibilityFaults(page)).toEqual([]);
  const mail = await portal.mailbox.latest(email, "access-requested");
  expect(mail.text).toContain(`lee@work-${visitor.width}.example`);
  expect(mail.text).toContain(order.orderNumber);
  expect(mail.html).toContain(`lee@work-${visitor.width}.example`);
  expect(await page.content()).not.toContain(email);

  await enterKey(page, portal, order.keys[0] as string);
  await field.fill(`Lee@work-${visitor.width}.example`);
  await ask.click();
  await page.getByRole("heading", { name: "Your request was sent to the owner" }).waitFor();
  const queued = await portal.world.mailsTo(owner.email);
  expect(queued.filter(({ kind }) => kind === "access-requested")).toHaveLength(1);
  expect(complaintsOf(page)).toEqual([]);
});

test("somebody signed in asks with one press, under the address of their account", async () => {
  const { order, owner } = await activatedOrder("pat@owner.example");
  const other = await portal.world.account();
  const page = await newVisitor(browser, { colorScheme: "dark" });
  await page.goto(`${portal.url}/sign-in`);
  await signIn(page, portal, other.email);
  await page.getByRole("heading", { name: "Products and services" }).waitFor();
  await enterKey(page, portal, order.keys[0] as string);
  await refusalOn(page, "already_activated");
  expect(await page.getByLabel("Your e-mail", { exact: true }).count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Ask for access" }).click();
  await page.getByRole("heading", { name: "Your request was sent to the owner" }).waitFor();
  expect((await portal.mailbox.latest(owner.email, "access-requested")).text).toContain(other.email);
  expect(complaintsOf(page)).toEqual([]);
});

test("the owner, signed in, is told that it was their own account, and asks nobody", async () => {
  const { order, owner } = await activatedOrder("pat@self.example");
  const page = await newVisitor(browser);
  await page.goto(`${portal.url}/sign-in`);
  await signIn(page, portal, owner.email);
  await page.getByRole("heading", { name: "Products and services" }).waitFor();
  await enterKey(page, portal, order.keys[0] as string);
  expect(await refusalOn(page, "already_activated")).toContain("Your account activated this order on 24 Nov 2026.");
  expect(await page.title()).toMatch(/^This order is already activated – /);
  expect(await page.getByRole("button", { name: "Ask for access" }).count()).toBe(0);
  await page.getByRole("link", { name: "See my products" }).click();
  await page.getByRole("heading", { name: "Products and services" }).waitFor();
});
