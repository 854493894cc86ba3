import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { User } from "../../src/db/users.ts";
import { type Language, translator } from "../../src/messages/translate.ts";
import { beginSession } from "../support/begin-session.ts";
import { complaintsOf, launchBrowser, newVisitor, type Visitor } from "../support/browser.ts";
import { codeIn } from "../support/mailbox.ts";
import { peopleIn } from "../support/people.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { refusalOn } from "../support/refused.ts";
import { freshEmail } from "../support/sample-order.ts";
import { judge, visitors } from "../support/visitors.ts";
import { enterKey, giveCode, signIn } from "../support/walk.ts";

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

/** Somebody who signed in just now. */
const open = async (path: string, user: User, visitor: Visitor = {}): Promise<Page> => {
  const page = await newVisitor(browser, visitor);
  const value = await beginSession(portal.ctx, user.id, "test");
  await page.context().addCookies([{ name: "anykey_session", value, url: portal.url }]);
  await page.goto(`${portal.url}/${path}`);
  return page;
};

const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true }).waitFor();

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });

const told = (page: Page, text: string) => page.getByText(text).waitFor();

const linkOf = async (email: string, mails = 1): Promise<string> => {
  const { text } = await portal.mailbox.latest(email, "invitation", mails);
  return /http\S+\/invitations\/\S+/.exec(text)?.[0] ?? "";
};

test.each(visitors)(
  "an owner invites somebody, who accepts, gets another role and is removed: $locale, script $javaScript",
  async (visitor) => {
    const t = translator(visitor.locale);
    const owner = await portal.world.account({ company: "ヤナギ & Sons" });
    const guest = freshEmail();
    const page = await open("account/users", owner, visitor);
    await heading(page, t("account.tab.users"));
    await field(page, t("invite.email")).fill("no-address");
    await button(page, t("invite.submit"));
    await refusalOn(page, "malformed_email");
    await field(page, t("invite.email")).fill(guest);
    await field(page, t("users.role")).selectOption("admin");
    await button(page, t("invite.submit"));
    await told(page, t("users.changed.invited"));
    await judge(page, visitor);

    const theirs = await newVisitor(browser, visitor);
    const link = await linkOf(guest);
    await theirs.goto(link);
    await heading(theirs, t("join.title", { company: "ヤナギ & Sons" }));
    await judge(theirs, visitor);
    await button(theirs, t("join.submit"));
    await heading(theirs, t("products.title"));
    await theirs.goto(`${portal.url}/account/users`);
    await theirs.getByRole("button", { name: t("invite.submit") }).waitFor();

    await page.goto(`${portal.url}/account/users`);
    await page.getByRole("link", { name: `${t("users.change")}: ${guest}` }).click();
    await heading(page, guest);
    await judge(page, visitor);
    await field(page, t("users.role")).selectOption("viewer");
    await button(page, t("user.changeRole"));
    await told(page, t("users.changed.role"));
    await theirs.reload();
    expect(await theirs.getByRole("button", { name: t("invite.submit") }).count()).toBe(0);

    await page.getByRole("link", { name: `${t("users.change")}: ${guest}` }).click();
    await button(page, t("user.remove.submit"));
    await told(page, t("users.changed.removed"));
    expect(await page.getByRole("main").getByText(guest).count()).toBe(0);
    await theirs.reload();
    await heading(theirs, t("signIn.title"));
    await theirs.goto(link);
    await refusalOn(theirs, "invitation_over");

    await page.getByRole("link", { name: t("account.tab.activity"), exact: true }).click();
    await heading(page, t("activity.title"));
    const happened = await page.getByRole("main").textContent();
    for (const sentence of [
      t("activity.user.invited", { email: guest, role: "admin" }),
      t("activity.user.joined", { role: "admin" }),
      t("activity.user.role_changed", { email: guest, role: "viewer" }),
      t("activity.user.removed", { email: guest }),
    ])
      expect(happened).toContain(sentence);
    await judge(page, visitor);
  },
);

test("an invitation is sent again and withdrawn, and an address that signs in elsewhere is told so by the link alone", async () => {
  const [owner, elsewhere] = [await portal.world.account(), await portal.world.account()];
  const page = await open("account/users", owner);
  await field(page, "E-mail").fill(elsewhere.email);
  await button(page, "Send invitation");
  await button(page, `Send again: ${elsewhere.email}`);
  await refusalOn(page, "resend_too_early");
  portal.clock.advance(31);
  await button(page, `Send again: ${elsewhere.email}`);
  await told(page, "The invitation was sent again.");
  const reader = await newVisitor(browser);
  await reader.goto(await linkOf(elsewhere.email, 2));
  expect(await refusalOn(reader, "address_in_use")).toContain(elsewhere.email);
  await button(page, `Withdraw: ${elsewhere.email}`);
  await told(page, "The invitation is withdrawn.");
  await reader.reload();
  await refusalOn(reader, "invitation_over");
});

test.each(visitors)(
  "ownership is transferred right after a sign-in, both are told, and the former owner leaves: $locale, script $javaScript",
  async (visitor) => {
    const t = translator(visitor.locale);
    const owner = await portal.world.account({ language: visitor.locale });
    const heir = await people.joined(owner, "admin");
    const page = await open("account/users", owner, visitor);
    portal.clock.advance(15 * 60);
    await page.getByRole("link", { name: `${t("users.change")}: ${heir.email}` }).click();
    await refusalOn(page, "sign_in_again");
    expect(await page.getByRole("button", { name: t("user.transfer") }).count()).toBe(0);
    await page.getByRole("link", { name: t("account.signInAgain.link") }).click();
    await signIn(page, portal, owner.email);
    await page.getByRole("link", { name: `${t("users.change")}: ${heir.email}` }).click();
    await button(page, t("user.transfer"));
    await told(page, t("users.changed.transferred"));
    const rows = page.getByRole("table", { name: t("users.title") }).getByRole("row");
    expect(await rows.nth(1).textContent()).toMatch(new RegExp(`${heir.email}[^]*${t("role.owner")}`));
    expect(await rows.nth(2).textContent()).toMatch(new RegExp(`${owner.email}[^]*${t("role.admin")}`));
    await judge(page, visitor);
    for (const { email } of [owner, heir])
      expect((await portal.mailbox.latest(email, "ownership-transferred")).text).toContain(heir.email);

    await page.getByRole("link", { name: `${t("users.change")}: ${owner.email}` }).click();
    await button(page, t("user.leave.submit"));
    await heading(page, t("enterKey.title"));
    await page.goto(`${portal.url}/account/users`);
    await heading(page, t("signIn.title"));
    const heirs = await open("account/activity", heir, visitor);
    await told(heirs, t("activity.account.ownership_transferred", { email: heir.email }));
    await told(heirs, t("activity.user.left"));
  },
);

test.each(visitors)(
  "a user changes their e-mail address by the code from the new mailbox: $locale, script $javaScript",
  async (visitor) => {
    const t = translator(visitor.locale);
    const user = await portal.world.account({ language: visitor.locale });
    const next = freshEmail();
    const page = await open("account/profile", user, visitor);
    await field(page, t("profile.newEmail")).fill(next);
    await button(page, t("profile.email.change"));
    await heading(page, t("verifyNewEmail.title"));
    await judge(page, visitor);
    const code = codeIn(await portal.mailbox.latest(next, "verify-new-email"));
    await giveCode(page, code === "000000" ? "111111" : "000000");
    await refusalOn(page, "wrong_code");
    await giveCode(page, code);
    await told(page, t("profile.changed.email"));
    await told(page, t("profile.email.lead", { email: next }));
    expect((await portal.mailbox.latest(user.email, "email-changed")).text).not.toContain(next);
    const here = await portal.mailbox.latest(next, "email-changed");
    expect(here.text).toContain(user.email);
    expect(here.html).toContain(`lang="${visitor.locale}"`);
    const other = await newVisitor(browser, visitor);
    await other.goto(`${portal.url}/sign-in`);
    await signIn(other, portal, next);
    await heading(other, t("products.title"));
    expect(complaintsOf(page)).toEqual([]);
  },
);

test.each(visitors)(
  "an owner lets in one who asks for access, and declines another: $locale, script $javaScript",
  async (visitor) => {
    const t = translator(visitor.locale);
    const order = await portal.world.order();
    const owner = await portal.world.activated(order);
    const [friend, stranger] = [freshEmail(), freshEmail()];
    const theirs = await newVisitor(browser, visitor);
    for (const asker of [stranger, friend]) {
      await enterKey(theirs, portal, order.keys[0] as string);
      await field(theirs, t("access.field")).fill(asker);
      await button(theirs, t("access.submit"));
      await heading(theirs, t("access.asked"));
    }
    const mail = await portal.mailbox.latest(owner.email, "access-requested", 2);
    const answerLink = /http\S+\/account\/users/.exec(mail.text)?.[0] ?? "";
    const page = await newVisitor(browser, visitor);
    await page.goto(answerLink);
    await signIn(page, portal, owner.email);
    await heading(page, t("requests.title"));
    await judge(page, visitor);
    await button(page, `${t("requests.letIn")}: ${friend}`);
    await told(page, t("users.changed.let_in"));
    await button(page, `${t("requests.decline")}: ${stranger}`);
    await told(page, t("users.changed.declined"));
    expect(await page.getByRole("heading", { name: t("requests.title") }).count()).toBe(0);
    expect((await portal.mailbox.latest(stranger, "access-declined")).text).toContain(order.orderNumber);
    await theirs.goto(await linkOf(friend));
    await button(theirs, t("join.submit"));
    await heading(theirs, t("products.title"));
    expect([page, theirs].flatMap(complaintsOf)).toEqual([]);
  },
);

/** The file behind a link of the page. */
const contentOf = async (page: Page, name: string): Promise<string> => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
  return readFile(await download.path(), "utf8");
};

test.each(visitors)(
  "an owner corrects their profile and the address, changes the language and takes the data along: $locale, script $javaScript",
  async (visitor) => {
    const [before, otherLanguage]: [Language, Language] = visitor.locale === "en" ? ["en", "ja"] : ["ja", "en"];
    const [t, after] = [translator(before), translator(otherLanguage)];
    const order = await portal.world.order();
    const page = await open("account/profile", await portal.world.activated(order), visitor);
    await field(page, t("register.phone")).fill("call me");
    await button(page, t("profile.you.save"));
    await refusalOn(page, "phone_malformed");
    expect(await field(page, t("register.phone")).inputValue()).toBe("call me");
    await judge(page, visitor);
    await field(page, t("register.phone")).fill("+81 3 1234 5678");
    await field(page, t("register.firstName")).fill("花子");
    await field(page, t("register.language")).selectOption(otherLanguage);
    await button(page, t("profile.you.save"));
    await told(page, after("profile.changed.personal"));
    expect(await field(page, after("register.firstName")).inputValue()).toBe("花子");
    await field(page, after("register.city")).fill("川崎市");
    await field(page, after("register.timeZone")).selectOption("Asia/Tokyo");
    await button(page, after("profile.company.save"));
    await told(page, after("profile.changed.address"));
    expect(await field(page, after("register.city")).inputValue()).toBe("川崎市");
    expect(await field(page, after("register.timeZone")).inputValue()).toBe("Asia/Tokyo");

    const account = JSON.parse(await contentOf(page, after("export.account")));
    expect(account.licenses).toHaveLength(order.items.length);
    expect(await contentOf(page, after("export.products"))).toContain(order.items[0]?.activationCode ?? "none");
    await judge(page, { ...visitor, locale: otherLanguage });
  },
);
