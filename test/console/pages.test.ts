import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor, type Visitor } from "../support/browser.ts";
import { type ConsoleWorld, eventOf, manyEntitlements, person, startConsoleWorld } from "./console-world.ts";
import type { TestUser } from "./provider.ts";

let world: ConsoleWorld;
let browser: Browser;
beforeAll(async () => {
  [world, browser] = await Promise.all([startConsoleWorld(), launchBrowser()]);
  await world.deliver(eventOf("acme", 1, { entitlements: manyEntitlements }));
  await world.deliver(eventOf("ended", 1, {}, "entitlements.revoked"));
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** Comes by the portal's link, as everybody does. */
const signedIn = async (changes: Partial<TestUser> = {}, visitor: Visitor = {}): Promise<Page> => {
  world.provider.signInAs(person({ account_id: "acme", ...changes }));
  const page = await newVisitor(browser, visitor);
  await page.goto(`${world.url}/sign-in?iss=${encodeURIComponent(world.provider.url)}`);
  return page;
};

const cellsOf = (page: Page) =>
  page
    .getByRole("table", { name: "Products" })
    .getByRole("row")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? "")));

test.each([true, false])("a portal's user lands at their products without typing, script %s", async (javaScript) => {
  const page = await signedIn({}, { javaScript });
  expect(page.url()).toBe(`${world.url}/`);
  expect(await page.getByRole("heading", { name: "XDR console", exact: true }).count()).toBe(1);
  const [columns = [], ...rows] = await cellsOf(page);
  expect(columns).toEqual(["Product", "Kind", "Region", "Seats", "Term", "Status"]);
  expect(rows.map(([product, kind, region, seats, , status]) => [product, kind, region, seats, status])).toEqual([
    ["XDR Add-On: Cloud App Security", "XDR add-on", "Europe", "250 users", "Active"],
    ["XDR Addon: Apex One as a Service", "XDR add-on", "Europe", "250 users", "Grace: 25 days left"],
    ["XDR Addon: Deep Discovery Inspector (EU)", "XDR add-on", "Europe", "1 appliance", "Active"],
    ["XDR Endpoint Sensor", "XDR add-on", "Europe", "1,200 endpoints", "Ends in 20 days"],
    ["Apex One", "XDR-related product", "Japan", "250 users", "Expired"],
    ["Apex One as a Service Trial", "XDR-related product", "Europe", "250 users", "Not started"],
  ]);
  expect(await page.getByRole("main").getByText("Acme Inc.").isVisible()).toBe(true);
});

test("who signs out lands on a page that says so, and the portal has forgotten them too", async () => {
  const page = await signedIn();
  await page.getByLabel(/^Account menu: kim/).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Yes" }).click();
  await page.waitForURL(`${world.url}/signed-out`);
  expect(await page.getByText("You are signed out").isVisible()).toBe(true);
  world.provider.signInAs(null);
  await page.getByRole("link", { name: "Sign in" }).click();
  expect(await page.getByRole("heading", { name: "AnyKey did not sign you in" }).isVisible()).toBe(true);
  expect(complaintsOf(page)).toEqual([]);
});

test("before the first delivery the console is being prepared, and then it is there", async () => {
  const page = await signedIn({ account_id: "soon" });
  expect(await page.getByRole("heading", { name: "XDR console", exact: true }).count()).toBe(1);
  expect(await page.getByText("Your console is being prepared").first().isVisible()).toBe(true);
  const back = page.getByRole("link", { name: "Back to AnyKey" });
  expect(await back.getAttribute("href")).toBe(`${world.provider.url}/products`);
  await world.deliver(eventOf("soon", 1, {}, "entitlements.activated"));
  await page.getByRole("link", { name: "Check again" }).click();
  expect(await page.getByRole("table", { name: "Products" }).isVisible()).toBe(true);
});

test("an account without a product of the console is told so and what to do, until it has one", async () => {
  const owner = person({ account_id: "nothing", entitlements_version: 0 });
  const page = await signedIn(owner);
  expect(await page.getByRole("heading", { name: "No products in this console yet" }).isVisible()).toBe(true);
  expect(await page.getByText("being prepared").count()).toBe(0);
  const enterKey = page.getByRole("link", { name: "Enter a key in AnyKey" });
  expect(await enterKey.getAttribute("href")).toBe(`${world.provider.url}/`);

  world.provider.signInAs({ ...owner, entitlements_version: 1 });
  await page.getByRole("link", { name: "Check again" }).click();
  expect(await page.getByRole("heading", { name: "Your console is being prepared" }).isVisible()).toBe(true);
  await world.deliver(eventOf("nothing", 1, {}, "entitlements.activated"));
  await page.getByRole("link", { name: "Check again" }).click();
  expect(await page.getByRole("table", { name: "Products" }).isVisible()).toBe(true);
});

test("a Japanese user reads Japanese in an English browser, a stranger the browser's language", async () => {
  const page = await signedIn({ locale: "ja" });
  expect(await page.locator("html").getAttribute("lang")).toBe("ja");
  expect(await page.getByRole("table", { name: "製品" }).isVisible()).toBe(true);
  const stranger = await newVisitor(browser, { locale: "ja-JP" });
  await stranger.goto(world.url);
  expect(await stranger.getByRole("link", { name: "サインイン" }).isVisible()).toBe(true);
});

const dark = { locale: "en", colorScheme: "dark", width: 1280 } as const;
const light = { locale: "ja", colorScheme: "light", width: 1280 } as const;
const darkPhone = { locale: "ja", colorScheme: "dark", width: 360 } as const;
const lightPhone = { locale: "en", colorScheme: "light", width: 360 } as const;
type Look = typeof dark | typeof light | typeof darkPhone | typeof lightPhone;

const at = async (look: Look, path: string): Promise<Page> => {
  const page = await newVisitor(browser, look);
  await page.goto(world.url + path);
  return page;
};

const products = (look: Look) => signedIn({ locale: look.locale }, look);

test.each<[string, Look, (look: Look) => Promise<Page>]>([
  ["products, dark", dark, products],
  ["products, light", light, products],
  ["products, dark phone", darkPhone, products],
  ["products, light phone", lightPhone, products],
  ["no products", lightPhone, (look) => signedIn({ locale: look.locale, account_id: "ended" }, look)],
  ["being prepared", darkPhone, (look) => signedIn({ locale: look.locale, account_id: "never" }, look)],
  [
    "none yet",
    lightPhone,
    (look) => signedIn({ locale: look.locale, account_id: "none", entitlements_version: 0 }, look),
  ],
  ["not signed in", light, (look) => at(look, "/")],
  ["signed out", dark, (look) => at(look, "/signed-out")],
  ["stranger", lightPhone, (look) => at(look, "/sign-in?iss=https://elsewhere.example")],
  ["not found", darkPhone, (look) => at(look, "/nowhere")],
])("%s: accessible, fits its window, keeps to the CSP", async (_, look, show) => {
  const page = await show(look);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(look.width);
  expect(complaintsOf(page)).toEqual([]);
});

test("no page runs a script, is framed or kept", async () => {
  const { headers } = await fetch(world.url);
  const policy = headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("script-src");
  expect(policy).not.toContain("unsafe");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers.get("cache-control")).toBe("no-store");
});

test("what the portal tells is text, never markup", async () => {
  const nasty = `<img src=x onerror=alert(1)>"'`;
  await world.deliver(eventOf("nasty", 1, { company: nasty, region: nasty }));
  const page = await signedIn({ account_id: "nasty", company: nasty, name: nasty, email: nasty });
  expect(await page.getByText(nasty).first().isVisible()).toBe(true);
  expect(await page.locator("img").count()).toBe(0);
});
