import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { launchBrowser, newVisitor } from "../support/browser.ts";
import { codeIn, linkIn } from "../support/mailbox.ts";
import { mainText, refusalOn } from "../support/refused.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { freshEmail } from "../support/sample-order.ts";
import { askForMail, chooseNewAccount, enterKey, giveEmail, pressActivate, walkToConfirm } from "../support/walk.ts";

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

test("a double click on every button makes one account, one activation and one mail of each kind", async () => {
  const order = await portal.world.order();
  const email = freshEmail();
  const page = await newVisitor(browser);
  await page.goto(portal.url);
  await page.getByLabel("License key").fill(order.keys[0] as string);
  await page.getByRole("button", { name: "Continue" }).dblclick();
  await chooseNewAccount(page);
  await page.getByLabel("Work e-mail").fill(email);
  await page.getByRole("button", { name: "Send verification e-mail" }).dblclick();
  await page.getByRole("heading", { name: "Check your e-mail" }).waitFor();
  const mail = await portal.mailbox.latest(email, "verify-email");
  await page.getByLabel("Verification code").fill(codeIn(mail));
  await page.getByRole("button", { name: "Verify" }).dblclick();
  await page.getByRole("button", { name: "Activate this order" }).dblclick();
  await page.getByRole("heading", { name: "Your order is activated" }).waitFor();
  await page.goto(`${portal.url}/products`);
  await page.getByRole("heading", { name: "Products and services" }).waitFor();
  await portal.mailbox.latest(email, "order-activated");
  expect((await portal.mailbox.list(email)).map((sent) => sent.kind)).toEqual(["order-activated", "verify-email"]);
  expect(await portal.world.accountsHolding(order)).toHaveLength(1);
  const events = await portal.world.eventsOf(`order:${order.orderNumber}`);
  expect(events.filter((event) => event.type === "order.activated")).toHaveLength(1);
});

test("two tabs: the second one tells that the order is activated", async () => {
  const order = await portal.world.order();
  const first = await newVisitor(browser);
  await walkToConfirm(first, portal, order.keys[0] as string, freshEmail());
  const second = await first.context().newPage();
  await second.goto(first.url());
  await pressActivate(first);
  await pressActivate(second);
  expect(await portal.world.accountsHolding(order)).toHaveLength(1);
});

test("two people at once: the first wins, the other one is told who", async () => {
  const order = await portal.world.order();
  const [first, second] = [await newVisitor(browser), await newVisitor(browser, { javaScript: false })];
  await walkToConfirm(first, portal, order.keys[0] as string, "first@fir.example");
  await walkToConfirm(second, portal, order.keys[1] as string, "second@fir.example");
  await pressActivate(first);
  await second.getByRole("button", { name: "Activate this order" }).click();
  await second.locator("[data-reason=already_activated]").filter({ hasText: "f•••@fir.example" }).waitFor();
  const users = await portal.ctx.db
    .selectFrom("users")
    .select("email")
    .where("email", "like", "%fir.example")
    .execute();
  expect(users).toEqual([{ email: "first@fir.example" }]);
});

test("back from the activated page tells that it is activated, and nothing is asked twice", async () => {
  const order = await portal.world.order();
  const page = await newVisitor(browser);
  await walkToConfirm(page, portal, order.keys[0] as string, freshEmail());
  await pressActivate(page);
  for (let steps = 0; steps < 3; steps++) {
    await page.goBack();
    await page.getByRole("heading", { name: "Your order is activated" }).waitFor();
  }
});

test("back to a form that was corrected shows that form, and reload sends nothing again", async () => {
  const order = await portal.world.order();
  const page = await newVisitor(browser);
  await enterKey(page, portal, "XC-7KQ2-M9RT");
  await page.locator("[data-reason=malformed_key]").waitFor();
  await page.getByLabel("License key").fill(order.keys[0] as string);
  await page.getByRole("button", { name: "Continue" }).click();
  await chooseNewAccount(page);
  await page.getByLabel("Work e-mail").fill("kim-at-work");
  await page.getByRole("button", { name: "Send verification e-mail" }).click();
  await page.locator("[data-reason=malformed_email]").waitFor();
  await giveEmail(page, "kim@elm.example");
  await page.getByRole("button", { name: "Send again" }).click();
  await page.locator("[data-reason=resend_too_early]").waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Check your e-mail" }).waitFor();
  expect(await page.locator("[data-reason=resend_too_early]").count()).toBe(0);
  await page.goBack();
  await page.getByRole("heading", { name: "Check your e-mail" }).waitFor();
  for (const heading of ["Create your account", "Create your account", `Order ${order.orderNumber}`]) {
    await page.goBack();
    await page.getByRole("heading", { name: heading }).waitFor();
  }
  await page.goBack();
  await page.getByRole("heading", { name: "Enter any license key" }).waitFor();
  expect(await page.getByLabel("License key").inputValue()).toBe("");
});

test("the link opened twice: the second press signs in nobody else, and says who has the order", async () => {
  const order = await portal.world.order();
  const page = await newVisitor(browser);
  await askForMail(page, portal, order.keys[0] as string, "kim@yew.example");
  const link = linkIn(await portal.mailbox.latest("kim@yew.example", "verify-email"));
  const [one, two] = [await newVisitor(browser), await newVisitor(browser)];
  await one.goto(link);
  await two.goto(link);
  await pressActivate(one);
  portal.clock.advance(120);
  await two.getByRole("button", { name: "Activate this order" }).click();
  await two.locator("[data-reason=already_activated]").filter({ hasText: "k•••@yew.example" }).waitFor();
  expect(await two.title()).toMatch(/^This order is already activated – /);
  expect(await mainText(two)).toContain("You activated this order on 24 Nov 2026 with your account");
  expect(await two.getByRole("button", { name: "Ask for access" }).count()).toBe(0);
  await two.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await two.getByLabel("E-mail or account ID").waitFor();
  await two.goto(`${portal.url}/products`);
  await two.getByRole("heading", { name: "Sign in" }).waitFor();
});

test("the link of another address tells no more than a masked owner, and so does the key's own browser", async () => {
  const order = await portal.world.order();
  const page = await newVisitor(browser);
  await askForMail(page, portal, order.keys[0] as string, "eve@rowan.example");
  const link = linkIn(await portal.mailbox.latest("eve@rowan.example", "verify-email"));
  await portal.world.activated(order, "kim@rowan.example");
  for (const address of [link, page.url().replace(/\/verify$/, "")]) {
    await page.goto(address);
    const told = await refusalOn(page, "already_activated");
    expect(told).toContain("by k•••@rowan.example. Ask the owner for access.");
    expect(await page.content()).not.toContain("kim@rowan");
  }
});

test("the key in the certificate's address fills the field and leaves the address", async () => {
  const order = await portal.world.order();
  const page = await newVisitor(browser);
  await page.goto(`${portal.url}/#key=${order.keys[0]}`);
  await page.waitForFunction("document.querySelector('input[name=key]').value !== ''");
  expect(await page.getByLabel("License key").inputValue()).toBe(order.keys[0]);
  expect(page.url()).toBe(`${portal.url}/`);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: `Order ${order.orderNumber}` }).waitFor();
});

test("the brand of the first address is kept, and an unknown one is the default", async () => {
  const order = await portal.world.order();
  const page = await newVisitor(browser);
  await page.goto(`${portal.url}/FullRegistration?T=HS`);
  await page.getByLabel("License key").fill(order.keys[0] as string);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: `Order ${order.orderNumber}` }).waitFor();
  expect(await page.title()).toContain("Harbour Security");
  await page.goto(`${portal.url}/?T=zz`);
  expect(await page.title()).toContain("Trend Micro");
  await enterKey(page, portal, order.keys[0] as string);
  expect(await page.title()).toContain("Trend Micro");
  await chooseNewAccount(page);
  await giveEmail(page, freshEmail());
});
