import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { beginSession } from "../support/begin-session.ts";
import type { User } from "../../src/db/users.ts";
import { translator } from "../../src/messages/translate.ts";
import { dayFrom } from "../../src/policy/license-status.ts";
import { launchBrowser, newVisitor, type Visitor } from "../support/browser.ts";
import { giveManyLicenses } from "../support/many-licenses.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { judge, visitors } from "../support/visitors.ts";
import { enterKey, pressActivate } from "../support/walk.ts";

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

const inDays = (days: number) => dayFrom(portal.ctx.now(), days);

const visit = async (user: User, visitor: Visitor): Promise<Page> => {
  const page = await newVisitor(browser, visitor);
  const value = await beginSession(portal.ctx, user.id, "test");
  await page.context().addCookies([{ name: "anykey_session", value, url: portal.url }]);
  await page.goto(`${portal.url}/products`);
  return page;
};

const names = {
  en: {
    title: "Products and services",
    search: "Search",
    status: "Status",
    kind: "Kind",
    show: "Show",
    all: "Show all licenses",
    next: "Next page",
    first: "First page",
    ending: "2 licenses need a renewal.",
    tile: "Ending soon",
    plot: "Timeline of license terms",
    history: "History",
    mails: "E-mails about ending licenses",
    off: "Turn off these e-mails",
    on: "Turn on these e-mails",
    mailSubject: "3 licenses need a renewal",
  },
  ja: {
    title: "製品とサービス",
    search: "検索",
    status: "状態",
    kind: "種類",
    show: "表示",
    all: "すべてのライセンスを表示",
    next: "次のページ",
    first: "最初のページ",
    ending: "2件のライセンスに更新が必要です。",
    tile: "まもなく終了",
    plot: "ライセンスの期間を示す図",
    history: "履歴",
    mails: "ライセンス終了のお知らせメール",
    off: "お知らせメールを停止する",
    on: "お知らせメールを受け取る",
    mailSubject: "3件のライセンスに更新が必要です",
  },
};

const rows = (page: Page) => page.getByRole("rowheader");

test.each(visitors)("a customer finds one license of many: $locale, script $javaScript", async (visitor) => {
  const t = names[visitor.locale];
  const user = await portal.world.account({
    licenses: [
      { sku: "XDR-ES", endsOn: inDays(20) },
      { sku: "CAS", startsOn: inDays(-400), endsOn: inDays(-10) },
      { sku: "A1", endsOn: inDays(300) },
      { sku: "SMEX", startsOn: inDays(-800), endsOn: inDays(-60) },
    ],
  });
  const page = await visit(user, visitor);
  await page.getByRole("heading", { name: t.title, level: 1 }).waitFor();
  expect(await rows(page).count()).toBe(4);
  await page.getByText(t.ending).waitFor();
  expect(await page.getByRole("img", { name: t.plot }).count()).toBe(1);
  await judge(page, visitor);

  await page.getByLabel(t.search, { exact: true }).fill("sensor");
  await page.getByRole("button", { name: t.show, exact: true }).click();
  await page.waitForURL(/q=sensor/);
  expect(await rows(page).count()).toBe(1);
  await page.getByRole("link", { name: t.all }).click();
  await page.waitForURL(/\/products#licenses/);
  await page.getByLabel(t.kind, { exact: true }).selectOption("saas");
  await page.getByLabel(t.status, { exact: true }).selectOption("grace");
  await page.getByRole("button", { name: t.show, exact: true }).click();
  await page.waitForURL(/status=grace&kind=saas/);
  expect(await rows(page).allTextContents()).toEqual([expect.stringContaining("Cloud App Security")]);
  await judge(page, visitor);
  await page.goto(`${portal.url}/products`);
  await page.getByRole("link", { name: t.tile }).click();
  await page.waitForURL(/status=expiring/);
  expect(await rows(page).allTextContents()).toEqual([expect.stringContaining("Endpoint Sensor")]);

  const { text } = await codeOf(page);
  await page.goto(`${portal.url}/products`);
  await page.getByLabel(t.search, { exact: true }).fill(text);
  await page.getByRole("button", { name: t.show, exact: true }).click();
  await page.waitForURL(/\/licenses\//);
  await page.getByRole("heading", { name: /Endpoint Sensor/, level: 1 }).waitFor();
  await page.getByRole("heading", { name: t.history }).waitFor();
  await judge(page, visitor);
});

const codeOf = async (page: Page) => ({ text: (await page.locator(".ak-key").first().textContent()) ?? "" });

test.each(visitors)("many licenses come in pages: $locale, script $javaScript", async (visitor) => {
  const t = names[visitor.locale];
  const user = await portal.world.account();
  await giveManyLicenses(portal.ctx, user, 120);
  const page = await visit(user, visitor);
  const seen = new Set<string>();
  for (const count of [50, 50, 20]) {
    expect(await rows(page).count()).toBe(count);
    for (const [, id = ""] of (await page.content()).matchAll(/href="\/licenses\/([^"]+)"/g)) seen.add(id);
    if (count < 50) break;
    const here = page.url();
    await page.getByRole("link", { name: t.next }).click();
    await page.waitForURL((url) => url.href !== here);
  }
  await judge(page, visitor);
  expect(seen.size).toBe(120);
  expect(await page.getByRole("link", { name: t.next }).count()).toBe(0);
  await page.getByRole("link", { name: t.first }).click();
  await page.waitForURL(/\/products#licenses/);
  expect(await rows(page).count()).toBe(50);
});

test.each(visitors)(
  "a license tells of its orders, a conversion and what replaced it: $locale, script $javaScript",
  async (visitor) => {
    const t = translator(visitor.locale);
    const product = "Cloud App Security";
    const trialOrder = await portal.world.order({
      addOns: 0,
      items: [{ sku: "XDR-ES" }, { sku: "CAS", version: "trial" }],
    });
    const user = await portal.world.activated(trialOrder);
    const fullOrder = await portal.world.order({ items: [{ sku: "XDR-CAS" }, { sku: "CAS" }] });
    const page = await visit(user, visitor);
    await enterKey(page, portal, fullOrder.keys[0] ?? "");
    await pressActivate(page);
    await page.goto(`${portal.url}/products?status=converted`);
    await rows(page).getByRole("link").click();
    const history = async () => {
      await page.getByRole("heading", { name: t("license.history") }).waitFor();
      return (await page.getByRole("listitem").getByRole("paragraph").allTextContents()).join(" | ");
    };
    const trial = { url: page.url(), told: await history() };
    for (const line of [
      t("history.replaced", { product }),
      t("history.registered", { orderNumber: trialOrder.orderNumber }),
      "North Reseller",
    ])
      expect(trial.told).toContain(line);
    await page.getByRole("link", { name: product }).click();
    await page.waitForURL((url) => url.href !== trial.url);
    const ofFull = await history();
    expect(ofFull).toContain(t("history.replaced_trial", { product }));
    expect(ofFull).toContain(t("history.ordered", { orderNumber: fullOrder.orderNumber }));
    await judge(page, visitor);
  },
);

test.each(visitors)(
  "the digest comes by mail and its link turns it off: $locale, script $javaScript",
  async (visitor) => {
    const t = names[visitor.locale];
    const user = await portal.world.account({
      language: visitor.locale,
      licenses: [90, 20, -5].map((days) => ({ sku: "SMEX", startsOn: inDays(-300), endsOn: inDays(days) })),
    });
    await portal.ctx.pool.query("select graphile_worker.add_job('tell-ending-licenses', '{}'::json)");
    const mail = await portal.mailbox.latest(user.email, "license-expiring");
    expect(mail.subject).toBe(t.mailSubject);
    const link = /https?:\/\/\S+\/unsubscribe\/\S+/.exec(mail.text)?.[0] ?? "";
    expect(mail.html).toContain(link);
    const page = await newVisitor(browser, visitor);
    await page.goto(link);
    await page.getByRole("heading", { name: t.mails }).waitFor();
    await judge(page, visitor);
    await page.getByRole("button", { name: t.off }).click();
    await page.getByRole("button", { name: t.on }).waitFor();
    await judge(page, visitor);

    const own = await visit(user, visitor);
    await own.goto(`${portal.url}/account/e-mails`);
    await own.getByRole("button", { name: t.on }).click();
    await own.getByRole("button", { name: t.off }).waitFor();
    await judge(own, visitor);
  },
);
