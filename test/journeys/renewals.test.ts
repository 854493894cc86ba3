import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { refusalOn } from "../support/refused.ts";
import { freshCode, freshKey } from "../support/sample-order.ts";
import { registrationOf } from "../support/sample-registration.ts";
import { acceptAndContinue, enterKey, pressActivate, sampleKey, signIn, walkToConfirm } from "../support/walk.ts";

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

const BIRCH_CODE = "OS-ZF44-RVZ2J-K3QNR-74HUH-AVFCB-2Z6PN";
const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true }).waitFor();
const renewal = (activationCode?: string) =>
  portal.world.order({
    type: "renewal",
    purchasedAt: new Date("2026-11-10T09:00:00Z"),
    items: [
      {
        sku: "A1",
        ...(activationCode && { activationCode }),
        seats: 150,
        startsOn: "2027-03-01",
        endsOn: "2028-02-29",
      },
    ],
  });

test("the renewal of an add-on extends it for the account that has it, and shows old and new end", async () => {
  const owner = await newVisitor(browser);
  await walkToConfirm(owner, portal, sampleKey("SO-2026-000001"), "kim@acme.example");
  await pressActivate(owner);
  const page = await newVisitor(browser, { colorScheme: "dark" });
  await enterKey(page, portal, sampleKey("SO-2026-000007"));
  await heading(page, "Review your products");
  expect(await page.getByRole("button", { name: "Continue" }).count()).toBe(0);
  expect(await page.getByRole("main").textContent()).not.toContain("Renews your license");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("link", { name: "Sign in as k•••@acme.example" }).click();
  await signIn(page, portal, "kim@acme.example");
  await heading(page, "Review your products");
  expect(await page.getByRole("row").last().textContent()).toMatch(/Renews your license that ends on \d+ \w+ 20\d\d/);
  expect(await page.getByRole("link", { name: "Use another account" }).count()).toBe(0);
  await acceptAndContinue(page);
  await heading(page, "Your license is renewed");
  const before = /Before, it ended on (\d+ \w+ 20\d\d)\./.exec((await page.getByRole("main").textContent()) ?? "")?.[1];
  expect(await accessibilityFaults(page)).toEqual([]);
  const mail = await portal.mailbox.latest("kim@acme.example", "registration-successful");
  expect(mail.text).toContain(`ended ${before} before`);
  await page.goto(`${portal.url}/products`);
  const row = page.getByRole("row").filter({ hasText: `Before, it ended on ${before}.` });
  expect(await row.textContent()).toContain("Cloud App Security");
  expect(await page.getByRole("rowheader").count()).toBe(4);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(complaintsOf(page)).toEqual([]);
});

test("another account is told that the renewal is not for it, whose it is only masked, and may ask for access", async () => {
  const order = await renewal(BIRCH_CODE);
  const other = await portal.world.account();
  const page = await newVisitor(browser);
  await page.goto(`${portal.url}/sign-in`);
  await signIn(page, portal, other.email);
  await heading(page, "Products and services");
  await enterKey(page, portal, order.keys[0] as string);
  expect(await refusalOn(page, "registered_to_other_account")).toContain("Only that account can use this key.");
  expect(await page.content()).not.toContain("sam@birch.example");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Ask for access" }).click();
  await heading(page, "Your request was sent to the owner");
  const mail = await portal.mailbox.latest("sam@birch.example", "access-requested");
  expect(mail.text).toContain(other.email);
});

test("an account from an older system signs in with a code, sees its license and renews it, without script", async () => {
  const page = await newVisitor(browser, { javaScript: false });
  await page.goto(`${portal.url}/sign-in`);
  await signIn(page, portal, "birch-it", "sam@birch.example");
  await heading(page, "Products and services");
  const row = page.getByRole("row").filter({ hasText: BIRCH_CODE });
  expect(await row.textContent()).toContain("28 Feb 2027");
  await enterKey(page, portal, sampleKey("SO-2026-000005"));
  expect(await refusalOn(page, "already_activated")).toContain("Your account used this key on 2 Mar 2026.");
  const order = await renewal(BIRCH_CODE);
  await enterKey(page, portal, order.keys[0] as string);
  await acceptAndContinue(page);
  await heading(page, "Your license is renewed");
  await page.goto(`${portal.url}/products`);
  const renewed = await row.textContent();
  expect(renewed).toContain("Before, it ended on 28 Feb 2027.");
  expect(renewed).toContain("1 Mar 2026 – 29 Feb 2028");
  expect(renewed).toContain("150");
});

test("a renewal of a license that nobody has is registered with a new account, in Japanese", async () => {
  const order = await renewal();
  const page = await newVisitor(browser, { locale: "ja-JP", width: 360, colorScheme: "dark" });
  await page.goto(portal.url);
  await page.getByLabel("ライセンスキー", { exact: true }).fill(order.keys[0] as string);
  await page.getByRole("button", { name: "次へ" }).click();
  await heading(page, "製品の確認");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByLabel("使用許諾契約に同意します").check();
  await page.getByRole("button", { name: "次へ" }).click();
  await heading(page, "登録");
  expect(await page.getByRole("combobox", { name: "言語" }).inputValue()).toBe("ja");
  expect(await page.getByLabel("タイムゾーン").inputValue()).toBe("America/New_York");
  await page.getByRole("button", { name: "登録する" }).click();
  await page.locator("[data-reason=account_id_empty]").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  const typed = registrationOf({
    accountId: "sakura",
    email: "joho@sakura.example",
    firstName: "花子",
    lastName: "佐藤",
  });
  for (const name of [
    "accountId",
    "password",
    "firstName",
    "lastName",
    "email",
    "phone",
    "address",
    "city",
    "postalCode",
  ] as const)
    await page.locator(`#${name}`).fill(typed[name]);
  await page.getByRole("button", { name: "登録する" }).click();
  await heading(page, "製品の登録が完了しました");
  expect(await accessibilityFaults(page)).toEqual([]);
  const mail = await portal.mailbox.latest("joho@sakura.example", "registration-successful");
  expect(mail.subject).toBe(`注文 ${order.orderNumber} の製品登録が完了しました`);
  expect(complaintsOf(page)).toEqual([]);
});

test("a key for licenses of two accounts asks for the code of each", async () => {
  const codes = [freshCode(), freshCode()];
  for (const activationCode of codes) await portal.world.account({ licenses: [{ sku: "A1", activationCode }] });
  const registrationKey = freshKey("registration_key");
  await portal.world.order({
    type: "renewal",
    items: codes.map((activationCode) => ({ sku: "A1", activationCode, registrationKey })),
  });
  const page = await newVisitor(browser);
  await enterKey(page, portal, registrationKey);
  expect(await refusalOn(page, "registered_to_other_account")).toContain("enter the activation code of the license");
  await page.getByRole("link", { name: "Enter another key" }).click();
  await page.getByLabel("License key", { exact: true }).fill(codes[1] as string);
  await page.getByRole("button", { name: "Continue" }).click();
  await heading(page, "Review your products");
  expect(await page.getByRole("link", { name: "Sign in as" }).count()).toBe(1);
});
