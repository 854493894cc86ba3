import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor, type Visitor } from "../support/browser.ts";
import { codeIn } from "../support/mailbox.ts";
import { peopleIn } from "../support/people.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { refusalOn } from "../support/refused.ts";
import { freshEmail } from "../support/sample-order.ts";
import { enterKey, signIn } from "../support/walk.ts";

vi.setConfig({ testTimeout: 90_000 });

let browser: Browser;
let portal: TestPortal;
let people: ReturnType<typeof peopleIn>;
beforeAll(async () => {
  browser = await launchBrowser();
  portal = await startTestPortal({ settings: { RATE_LIMITS: "off" } });
  people = peopleIn(portal.ctx);
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const visitors = [
  { name: "with script", javaScript: true, width: 1280 },
  { name: "without script, on a phone", javaScript: false, width: 360 },
];

const open = async (path: string, email: string, visitor: Visitor = {}, mails = 1): Promise<Page> => {
  const page = await newVisitor(browser, visitor);
  await page.goto(`${portal.url}/${path}`);
  await signIn(page, portal, email, email, mails);
  return page;
};

/** axe needs script; without it the same HTML came from the same server. */
const expectAccessible = async (page: Page, { javaScript = true }: Visitor) => {
  if (javaScript) expect(await accessibilityFaults(page)).toEqual([]);
};

const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true }).waitFor();

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

const linkOf = async (email: string, mails = 1): Promise<string> => {
  const { text } = await portal.mailbox.latest(email, "invitation", mails);
  return /http\S+\/invitations\/\S+/.exec(text)?.[0] ?? "";
};

test.each(visitors)(
  "an owner invites somebody, who accepts, gets another role and is removed: $name",
  async (visitor) => {
    const owner = await portal.world.account();
    const guest = freshEmail();
    const page = await open("account/users", owner.email, visitor);
    await heading(page, "Users");
    await page.getByLabel("E-mail", { exact: true }).fill("no-address");
    await button(page, "Send invitation");
    await refusalOn(page, "malformed_email");
    await page.getByLabel("E-mail", { exact: true }).fill(guest);
    await page.getByLabel("Role", { exact: true }).selectOption("admin");
    await button(page, "Send invitation");
    await page.getByText("The invitation is on its way.").waitFor();
    await expectAccessible(page, visitor);

    const theirs = await newVisitor(browser, visitor);
    const link = await linkOf(guest);
    await theirs.goto(link);
    await theirs.getByRole("heading", { name: /^Join the account of/ }).waitFor();
    await expectAccessible(theirs, visitor);
    await button(theirs, "Accept the invitation");
    await heading(theirs, "Products and services");
    await theirs.goto(`${portal.url}/account/users`);
    await theirs.getByRole("button", { name: "Send invitation" }).waitFor();

    await page.goto(`${portal.url}/account/users`);
    await page.getByRole("link", { name: `Change: ${guest}` }).click();
    await heading(page, guest);
    await expectAccessible(page, visitor);
    await page.getByLabel("Role", { exact: true }).selectOption("viewer");
    await button(page, "Change the role");
    await page.getByText("The role is changed.").waitFor();
    await theirs.reload();
    expect(await theirs.getByRole("button", { name: "Send invitation" }).count()).toBe(0);

    await page.getByRole("link", { name: `Change: ${guest}` }).click();
    await button(page, "Remove this user");
    await page.getByText("The user is removed and signed out everywhere.").waitFor();
    expect(await page.getByRole("main").getByText(guest).count()).toBe(0);
    await theirs.reload();
    await heading(theirs, "Sign in");
    await theirs.goto(link);
    await refusalOn(theirs, "invitation_over");
    expect([page, theirs].flatMap(complaintsOf)).toEqual([]);
  },
);

test("an invitation is sent again and withdrawn, and an address that signs in elsewhere is told so by the link alone", async () => {
  const [owner, elsewhere] = [await portal.world.account(), await portal.world.account()];
  const page = await open("account/users", owner.email);
  await page.getByLabel("E-mail", { exact: true }).fill(elsewhere.email);
  await button(page, "Send invitation");
  await button(page, `Send again: ${elsewhere.email}`);
  await refusalOn(page, "resend_too_early");
  portal.clock.advance(31);
  await button(page, `Send again: ${elsewhere.email}`);
  await page.getByText("The invitation was sent again.").waitFor();
  const reader = await newVisitor(browser);
  await reader.goto(await linkOf(elsewhere.email, 2));
  expect(await refusalOn(reader, "address_in_use")).toContain(elsewhere.email);
  await button(page, `Withdraw: ${elsewhere.email}`);
  await page.getByText("The invitation is withdrawn.").waitFor();
  await reader.reload();
  await refusalOn(reader, "invitation_over");
});

test.each(visitors)("ownership is transferred right after a sign-in, and both are told: $name", async (visitor) => {
  const owner = await portal.world.account();
  const heir = await people.joined(owner, "admin");
  const page = await open("account/users", owner.email, visitor);
  portal.clock.advance(15 * 60);
  await page.getByRole("link", { name: `Change: ${heir.email}` }).click();
  await refusalOn(page, "sign_in_again");
  expect(await page.getByRole("button", { name: "Transfer ownership" }).count()).toBe(0);
  await page.getByRole("link", { name: "Sign in again" }).click();
  await signIn(page, portal, owner.email, owner.email, 2);
  await page.getByRole("link", { name: `Change: ${heir.email}` }).click();
  await button(page, "Transfer ownership");
  await page.getByText("The account has a new owner.").waitFor();
  const rows = page.getByRole("table", { name: "Users of this account" }).getByRole("row");
  expect(await rows.nth(1).textContent()).toMatch(new RegExp(`${heir.email}[^]*Owner`));
  expect(await rows.nth(2).textContent()).toMatch(new RegExp(`${owner.email}[^]*Administrator`));
  for (const { email } of [owner, heir])
    expect((await portal.mailbox.latest(email, "ownership-transferred")).text).toContain(heir.email);
  expect(complaintsOf(page)).toEqual([]);
});

test.each(visitors)("a user changes their e-mail address by the code from the new mailbox: $name", async (visitor) => {
  const user = await portal.world.account();
  const next = freshEmail();
  const page = await open("account/profile", user.email, visitor);
  await page.getByLabel("New e-mail", { exact: true }).fill(next);
  await button(page, "Change the e-mail address");
  await heading(page, "Check your new mailbox");
  await expectAccessible(page, visitor);
  const code = codeIn(await portal.mailbox.latest(next, "verify-new-email"));
  await page.getByLabel("Verification code", { exact: true }).fill(code === "000000" ? "111111" : "000000");
  await button(page, "Verify");
  await refusalOn(page, "wrong_code");
  await page.getByLabel("Verification code", { exact: true }).fill(code);
  await button(page, "Verify");
  await page.getByText("Your e-mail address is changed.").waitFor();
  await page.getByText(`You sign in as ${next}.`).waitFor();
  const told = await portal.mailbox.latest(user.email, "email-changed");
  expect(told.text).not.toContain(next);
  expect((await portal.mailbox.latest(next, "email-changed")).text).toContain(user.email);
  const other = await open("sign-in", next, visitor);
  await heading(other, "Products and services");
  expect(complaintsOf(page)).toEqual([]);
});

test.each(visitors)("an owner lets in one who asks for access, and declines another: $name", async (visitor) => {
  const order = await portal.world.order();
  const owner = await portal.world.activated(order);
  const [friend, stranger] = [freshEmail(), freshEmail()];
  for (const asker of [friend, stranger]) {
    const theirs = await newVisitor(browser, visitor);
    await enterKey(theirs, portal, order.keys[0] as string);
    await theirs.getByLabel("Your e-mail", { exact: true }).fill(asker);
    await button(theirs, "Ask for access");
    await heading(theirs, "Your request was sent to the owner");
  }
  const mail = await portal.mailbox.latest(owner.email, "access-requested", 2);
  const answerLink = /http\S+\/account\/users/.exec(mail.text)?.[0] ?? "";
  const page = await newVisitor(browser, visitor);
  await page.goto(answerLink);
  await signIn(page, portal, owner.email);
  await heading(page, "Requests for access");
  await expectAccessible(page, visitor);
  await button(page, `Let in: ${friend}`);
  await page.getByText("We sent an invitation.").waitFor();
  await button(page, `Decline: ${stranger}`);
  await page.getByText("The request is declined.").waitFor();
  expect(await page.getByRole("heading", { name: "Requests for access" }).count()).toBe(0);
  expect((await portal.mailbox.latest(stranger, "access-declined")).text).toContain(order.orderNumber);
  const theirs = await newVisitor(browser, visitor);
  await theirs.goto(await linkOf(friend));
  await button(theirs, "Accept the invitation");
  await heading(theirs, "Products and services");
  expect([page, theirs].flatMap(complaintsOf)).toEqual([]);
});

test("a user corrects their profile, an admin the address, and both are kept", async () => {
  const owner = await portal.world.account();
  const page = await open("account/profile", owner.email);
  await page.getByLabel("Phone", { exact: true }).fill("call me");
  await button(page, "Save my profile");
  await refusalOn(page, "phone_malformed");
  expect(await page.getByLabel("Phone", { exact: true }).inputValue()).toBe("call me");
  await expectAccessible(page, {});
  await page.getByLabel("Phone", { exact: true }).fill("+81 3 1234 5678");
  await page.getByLabel("First name", { exact: true }).fill("花子");
  await page.getByLabel("Language", { exact: true }).selectOption("ja");
  await button(page, "Save my profile");
  await page.getByText("プロフィールを保存しました。").waitFor();
  expect(await page.getByLabel("名", { exact: true }).inputValue()).toBe("花子");
  await page.getByLabel("市区町村", { exact: true }).fill("川崎市");
  await page.getByLabel("タイムゾーン", { exact: true }).selectOption("Asia/Tokyo");
  await page.getByRole("button", { name: "住所を保存" }).click();
  await page.getByText("アカウントの住所を保存しました。").waitFor();
  expect(await page.getByLabel("市区町村", { exact: true }).inputValue()).toBe("川崎市");
  expect(await page.getByLabel("タイムゾーン", { exact: true }).inputValue()).toBe("Asia/Tokyo");
  expect(await accessibilityFaults(page)).toEqual([]);
});

test("somebody invites, accepts and leaves in Japanese, without script", async () => {
  const visitor = { javaScript: false, locale: "ja" };
  const owner = await portal.world.account({ language: "ja" });
  const guest = freshEmail();
  const page = await newVisitor(browser, visitor);
  await page.goto(`${portal.url}/account/users`);
  await page.getByLabel("メールアドレスまたはアカウントID", { exact: true }).fill(owner.email);
  await button(page, "次へ");
  const code = codeIn(await portal.mailbox.latest(owner.email, "sign-in-code"));
  await page.getByLabel("サインインコード", { exact: true }).fill(code);
  await button(page, "サインイン");
  await page.getByLabel("メールアドレス", { exact: true }).fill(guest);
  await button(page, "招待を送信");
  await page.getByText("招待を送信しました。").waitFor();
  const mail = await portal.mailbox.latest(guest, "invitation");
  expect(mail.subject).toContain("アカウントへの招待");
  const theirs = await newVisitor(browser, visitor);
  await theirs.goto(await linkOf(guest));
  await button(theirs, "招待を承諾する");
  await theirs.goto(`${portal.url}/account/users`);
  await theirs.getByRole("link", { name: `変更: ${guest}` }).click();
  await button(theirs, "このアカウントから抜ける");
  await theirs.goto(`${portal.url}/account/users`);
  await theirs.getByRole("heading", { name: "サインイン" }).waitFor();
  await page.goto(`${portal.url}/account/activity`);
  await page.getByText("アカウントから抜けました。").waitFor();
});

test("a customer takes the account's data and products along", async () => {
  const order = await portal.world.order();
  const owner = await portal.world.activated(order);
  const page = await open("account/profile", owner.email);
  const contentOf = async (name: string): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
    return readFile(await download.path(), "utf8");
  };
  expect(JSON.parse(await contentOf("Account as JSON")).licenses).toHaveLength(order.items.length);
  expect(await contentOf("Products as CSV")).toContain(order.items[0]?.activationCode ?? "none");
  expect(complaintsOf(page)).toEqual([]);
});
