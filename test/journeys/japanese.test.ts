import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { codeIn } from "../support/mailbox.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { sampleKey } from "../support/walk.ts";

vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let portal: TestPortal;

beforeAll(async () => {
  browser = await launchBrowser();
  portal = await startTestPortal({ samples: true });
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const judge = async (page: Page, heading: string) => {
  await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("ja");
  expect(await accessibilityFaults(page)).toEqual([]);
};

test("a customer in Japan reads Japanese on every page and in every mail", async () => {
  const page = await newVisitor(browser, { locale: "ja-JP", width: 390, colorScheme: "dark" });
  await page.goto(portal.url);
  await judge(page, "ライセンスキーを入力してください");
  await page.getByLabel("ライセンスキー", { exact: true }).fill(sampleKey("SO-2026-000003"));
  await page.getByRole("button", { name: "次へ" }).click();
  await judge(page, "注文 SO-2026-000003");
  expect(await page.getByRole("main").textContent()).toContain("サクラ製作所株式会社");
  await page.getByRole("link", { name: "メールアドレスで新しいアカウントを作成" }).click();
  await judge(page, "アカウントの作成");
  await page.getByLabel("勤務先のメールアドレス").fill("joho@sakura.example");
  await page.getByRole("button", { name: "確認メールを送信" }).click();
  await judge(page, "メールを確認してください");
  const mail = await portal.mailbox.latest("joho@sakura.example", "verify-email");
  expect(mail.subject).toBe("注文 SO-2026-000003 のメールアドレス確認");
  await page.getByLabel("確認コード").fill(codeIn(mail));
  await page.getByRole("button", { name: "確認", exact: true }).click();
  await judge(page, "確認して有効にする");
  await page.getByRole("button", { name: "この注文を有効にする" }).click();
  await judge(page, "注文が有効になりました");
  await page.goto(`${portal.url}/products`);
  await judge(page, "製品とサービス");
  expect(await page.getByRole("rowheader").count()).toBe(3);
  const told = await portal.mailbox.latest("joho@sakura.example", "order-activated");
  expect(told.subject).toContain("SO-2026-000003 が有効になりました");
  expect(complaintsOf(page)).toEqual([]);
});

test("the language that was chosen stays, whatever the browser asks for", async () => {
  const page = await newVisitor(browser, { locale: "en", javaScript: false });
  await page.goto(`${portal.url}/sign-in`);
  await page.locator("summary").filter({ hasText: "English" }).click();
  await page.getByRole("link", { name: "日本語" }).click();
  await page.getByRole("heading", { name: "サインイン" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/sign-in");
  await page.goto(`${portal.url}/help`);
  expect(await page.locator("html").getAttribute("lang")).toBe("ja");
  await page.goto(`${portal.url}/?lang=xx`);
  expect(await page.locator("html").getAttribute("lang")).toBe("ja");
});

test("the switch on a page that came back with an error leads to that page", async () => {
  const order = await portal.world.order();
  const page = await newVisitor(browser, { locale: "en" });
  await page.goto(portal.url);
  await page.getByLabel("License key").fill(order.keys[0] as string);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("link", { name: "Create a new account" }).click();
  await page.getByLabel("Work e-mail").fill("kim@acme");
  await page.getByRole("button", { name: "Send verification e-mail" }).click();
  await page.locator("[data-reason=malformed_email]").waitFor();
  await page.locator("summary").filter({ hasText: "English" }).click();
  await page.getByRole("link", { name: "日本語" }).click();
  await page.getByRole("heading", { name: "アカウントの作成" }).waitFor();
});
