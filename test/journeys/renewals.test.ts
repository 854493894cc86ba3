import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { translator } from "../../src/messages/translate.ts";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { onDatabase, runAnykey } from "../support/command.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { refusalOn } from "../support/refused.ts";
import { freshCode, freshKey, newAccount } from "../support/sample-order.ts";
import { registrationOf } from "../support/sample-registration.ts";
import { judge, visitors } from "../support/visitors.ts";
import {
  acceptAndContinue,
  enterKey,
  giveKey,
  pressActivate,
  register,
  sampleKey,
  signIn,
  walkToConfirm,
} from "../support/walk.ts";

vi.setConfig({ testTimeout: 90_000 });

let browser: Browser;
let portal: TestPortal;

beforeAll(async () => {
  browser = await launchBrowser();
  portal = await startTestPortal({ samples: true, settings: { RESEND_COOLDOWN: "1s" } });
  await bringOver();
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

/** Customers of an older system, one for each visitor, each with a license that ends on 28 February 2027. */
const broughtOver = visitors.map(({ locale, javaScript }) => {
  const accountId = `older-${locale}-${javaScript}`;
  const { licenses } = newAccount({ licenses: [{ sku: "A1", endsOn: "2027-02-28" }] });
  const createdAt = "2026-03-02T08:30:00Z";
  const account = { accountId, email: `${accountId}@older.example`, company: "Older & Sons", country: "GB" };
  return { ...account, emailVerified: true, language: locale, createdAt, licenses };
});

type BroughtOver = (typeof broughtOver)[number];

const bringOver = async () => {
  const done = await runAnykey(
    onDatabase(portal.databaseUrl),
    ["accounts", "import", "-"],
    JSON.stringify(broughtOver),
  );
  expect(done).toMatchObject({ code: 0, error: "" });
};

test.each(visitors)(
  "an account from an older system signs in with a code, sets a password, and renews its license: $locale, script $javaScript",
  async (visitor) => {
    const t = translator(visitor.locale);
    const { accountId, email, licenses } = broughtOver[visitors.indexOf(visitor)] as BroughtOver;
    const code = licenses[0]?.activationCode as string;
    const page = await newVisitor(browser, visitor);
    await page.goto(`${portal.url}/sign-in`);
    await signIn(page, portal, accountId, email);
    await heading(page, t("products.title"));
    const row = page.getByRole("row").filter({ hasText: code });
    expect(await row.textContent()).toContain(t.date("2027-02-28"));
    await page.goto(`${portal.url}/account`);
    await page.getByLabel(t("newPassword.field"), { exact: true }).fill("wholesale otter lemonade");
    await page.getByRole("button", { name: t("account.password.set") }).click();
    await page.getByText(t("account.changed.password")).waitFor();

    const order = await renewal(code);
    const later = await newVisitor(browser, visitor);
    await enterKey(later, portal, order.keys[0] as string);
    await heading(later, t("review.title"));
    expect(await later.getByRole("main").textContent()).not.toContain(
      t("items.renews", { date: t.date("2027-02-28") }),
    );
    await later.getByRole("link", { name: t("preview.signInAs", { hint: "o•••@older.example" }) }).click();
    await later.getByLabel(t("signIn.field"), { exact: true }).fill(accountId);
    await later.getByRole("button", { name: t("signIn.withPassword") }).click();
    await later.getByLabel(t("signInPassword.field"), { exact: true }).fill("wholesale otter lemonade");
    await later.getByRole("button", { name: t("signInCode.submit"), exact: true }).click();
    await heading(later, t("review.title"));
    expect(await later.getByRole("row").last().textContent()).toContain(
      t("items.renews", { date: t.date("2027-02-28") }),
    );
    await judge(later, visitor);
    await acceptAndContinue(later);
    await heading(later, t("renewed.title", { count: 1 }));
    const before = t("items.renewed", { date: t.date("2027-02-28") });
    expect(await later.getByRole("main").textContent()).toContain(before);
    await judge(later, visitor);
    expect((await portal.mailbox.latest(email, "registration-successful")).text).toContain(t.date("2027-02-28"));
    await page.goto(`${portal.url}/products`);
    const renewed = await row.textContent();
    for (const told of [before, t.term("2026-03-01", "2028-02-29"), "150"]) expect(renewed).toContain(told);
    await judge(page, visitor);
  },
);

test("a key that was used in the older system says so", async () => {
  const page = await newVisitor(browser, { javaScript: false });
  await page.goto(`${portal.url}/sign-in`);
  await signIn(page, portal, "birch-it", "sam@birch.example");
  await heading(page, "Products and services");
  await enterKey(page, portal, sampleKey("SO-2026-000005"));
  expect(await refusalOn(page, "already_activated")).toContain("Your account used this key on 2 Mar 2026.");
});

test("a renewal of a license that nobody has is registered with a new account, in Japanese", async () => {
  const order = await renewal();
  const page = await newVisitor(browser, { locale: "ja-JP", width: 360, colorScheme: "dark" });
  await enterKey(page, portal, order.keys[0] as string);
  await heading(page, "製品の確認");
  expect(await accessibilityFaults(page)).toEqual([]);
  await acceptAndContinue(page);
  await heading(page, "登録");
  expect(await page.getByRole("combobox", { name: "言語" }).inputValue()).toBe("ja");
  expect(await page.getByLabel("タイムゾーン").inputValue()).toBe("America/New_York");
  await page.getByRole("button", { name: "登録する" }).click();
  await page.locator("[data-reason=account_id_empty]").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  const someone = { accountId: "sakura", email: "joho@sakura.example", firstName: "花子", lastName: "佐藤" };
  await register(page, registrationOf({ ...someone, language: "ja" }));
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
  await giveKey(page, codes[1] as string);
  await heading(page, "Review your products");
  expect(await page.getByRole("link", { name: "Sign in as" }).count()).toBe(1);
});
