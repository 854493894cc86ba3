import { Secret, TOTP } from "otpauth";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Language, translator } from "../../src/messages/translate.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { refusalOn } from "../support/refused.ts";
import { judge, visitors } from "../support/visitors.ts";
import { signIn } from "../support/walk.ts";

vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let portal: TestPortal;
/** Passkeys need a host name. */
let named: { url: string };

beforeAll(async () => {
  browser = await launchBrowser();
  portal = await startTestPortal({ settings: { RATE_LIMITS: "off" } });
  named = { url: portal.url.replace("127.0.0.1", "localhost") };
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const PASSWORD = "wholesale otter lemonade";

/** One person at one page, who reads it in one language. */
const reader = (page: Page, locale: Language) => {
  const t = translator(locale);
  const field = (name: string) => page.getByLabel(name, { exact: true });
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  const heading = (name: string) => page.getByRole("heading", { name, exact: true }).waitFor();
  const giveName = async (login: string, button: string): Promise<void> => {
    await page.goto(`${named.url}/sign-in`);
    await field(t("signIn.field")).fill(login);
    await press(button);
  };
  return {
    t,
    page,
    field,
    press,
    heading,
    giveName,
    told: (text: string) => page.getByText(text).waitFor(),
    signInByCode: async (email: string, mails = 1): Promise<void> => {
      await page.goto(`${named.url}/sign-in?to=account`);
      await signIn(page, portal, email, email, mails);
    },
    signInByPassword: async (login: string, password: string): Promise<void> => {
      await giveName(login, t("signIn.withPassword"));
      await field(t("signInPassword.field")).fill(password);
      await press(t("signInCode.submit"));
    },
    giveSecondFactor: async (code: string): Promise<void> => {
      await field(t("secondFactor.field")).fill(code);
      await press(t("signInCode.submit"));
    },
    products: () => heading(t("products.title")),
  };
};

type Reading = Parameters<typeof newVisitor>[1] & { locale: Language };

const newReader = async (visitor: Reading) => reader(await newVisitor(browser, visitor), visitor.locale);

test.each(visitors)(
  "a customer sets a password, signs in with it, forgets it and sets another one: $locale, script $javaScript",
  async (visitor) => {
    const user = await portal.world.account({ language: visitor.locale });
    const here = await newReader(visitor);
    const { t } = here;
    await here.signInByCode(user.email);
    await here.heading(t("account.title"));
    await here.field(t("newPassword.field")).fill("passwordpassword");
    await here.press(t("account.password.set"));
    await refusalOn(here.page, "password_too_common");
    await judge(here.page, visitor);
    await here.field(t("newPassword.field")).fill(PASSWORD);
    await here.press(t("account.password.set"));
    await here.told(t("account.changed.password"));

    const there = await newReader(visitor);
    await there.signInByPassword(user.email, "not the password");
    await refusalOn(there.page, "wrong_password");
    await there.field(t("signInPassword.field")).fill(PASSWORD);
    await there.press(t("signInCode.submit"));
    await there.products();
    await portal.mailbox.latest(user.email, "new-device");
    expect(await portal.mailbox.count(user.email, "sign-in-code")).toBe(1);

    const forgetful = await newReader(visitor);
    await forgetful.giveName(user.email, t("signIn.withPassword"));
    await forgetful.page.getByRole("link", { name: t("signInPassword.forgot") }).click();
    await forgetful.field(t("signIn.field")).fill(user.email);
    await forgetful.press(t("forgotten.password.submit"));
    await forgetful.heading(t("forgotten.sent.title"));
    const mail = await portal.mailbox.latest(user.email, "password-reset");
    expect(mail.html).toContain(`lang="${visitor.locale}"`);
    const link = /http\S+\/reset-password\/\S+/.exec(mail.text)?.[0] ?? "";
    await forgetful.page.goto(link);
    await forgetful.field(t("newPassword.field")).fill("seven quiet harbours");
    await forgetful.press(t("resetPassword.submit"));
    await forgetful.heading(t("resetPassword.done.title"));
    await forgetful.page.goto(link);
    await refusalOn(forgetful.page, "reset_over");
    await there.page.goto(`${named.url}/products`);
    await there.heading(t("signIn.title"));
    await there.signInByPassword(user.email, "seven quiet harbours");
    await there.products();
    expect([here, there, forgetful].flatMap(({ page }) => complaintsOf(page))).toEqual([]);
  },
);

test("a name and a password on the page of the code sign in as well", async () => {
  const user = await portal.world.account({ accountId: "ways-user" });
  const password = await portal.world.passwordOf(user);
  const page = await newVisitor(browser, { javaScript: false });
  await reader(page, "en").giveName("ways-user", "Continue");
  await page.getByLabel("Sign-in code", { exact: true }).waitFor();
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Products and services" }).waitFor();
});

test.each(visitors)(
  "a forgotten account ID comes by mail, in the language of whoever asks: $locale, script $javaScript",
  async (visitor) => {
    const accountId = `forgotten-${visitor.locale}-${visitor.javaScript}`;
    const user = await portal.world.account({ accountId, language: visitor.locale === "en" ? "ja" : "en" });
    const { t, page, ...here } = await newReader(visitor);
    await page.goto(`${portal.url}/sign-in`);
    await page.getByRole("link", { name: t("signIn.forgotAccountId") }).click();
    await here.field(t("forgotten.accountId.field")).fill(user.email);
    await here.press(t("forgotten.accountId.submit"));
    await here.heading(t("forgotten.sent.title"));
    const mail = await portal.mailbox.latest(user.email, "account-id-reminder");
    expect(mail.subject).toContain(visitor.locale === "en" ? "Your account ID" : "アカウントID");
    expect(mail.text).toContain(accountId);
    await judge(page, visitor);
  },
);

/** What the app of the page's secret shows; the page has it for whoever cannot scan. */
const appOf = async (page: Page): Promise<(steps: number) => string> => {
  const secret = (await page.locator("code.ak-key").first().textContent())?.replaceAll(" ", "") ?? "";
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return (steps) => totp.generate({ timestamp: portal.clock.now().getTime() + steps * 30_000 });
};

test.each(visitors)(
  "an authenticator app is asked for at every sign-in, and replaced by a recovery code: $locale, script $javaScript",
  async (visitor) => {
    const user = await portal.world.account({ language: visitor.locale });
    const here = await newReader(visitor);
    const { t } = here;
    await here.signInByCode(user.email);
    await here.press(t("account.authenticator.setUp"));
    await here.page.getByRole("img", { name: t("setUpAuthenticator.qrCode") }).waitFor();
    await judge(here.page, visitor);
    const codeAfter = await appOf(here.page);
    await here.field(t("secondFactor.field")).fill("12345");
    await here.press(t("setUpAuthenticator.submit"));
    await refusalOn(here.page, "wrong_code");
    await here.field(t("secondFactor.field")).fill(codeAfter(0));
    await here.press(t("setUpAuthenticator.submit"));
    await here.heading(t("recoveryCodes.title"));
    const recoveryCode = (await here.page.locator("code.ak-key").first().textContent()) ?? "";

    const there = await newReader(visitor);
    await there.signInByCode(user.email, 2);
    await there.heading(t("secondFactor.title"));
    await there.page.goto(`${named.url}/products`);
    await there.heading(t("signIn.title"));
    await there.page.goto(`${named.url}/sign-in/second-factor`);
    await there.giveSecondFactor("000000");
    await refusalOn(there.page, "wrong_code");
    await there.giveSecondFactor(codeAfter(1));
    await there.heading(t("account.title"));

    const phoneless = await newReader(visitor);
    await phoneless.signInByCode(user.email, 3);
    await phoneless.giveSecondFactor(recoveryCode);
    await phoneless.told(t("account.authenticator.codesLeft", { count: 9 }));
    await phoneless.press(t("account.authenticator.turnOff"));
    await phoneless.told(t("account.changed.authenticator_off"));
    expect([here, there, phoneless].flatMap(({ page }) => complaintsOf(page))).toEqual([]);
  },
);

/** A device of the browser that keeps passkeys and finds its user present. */
const addDevice = async (page: Page) => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const device = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true } as const;
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: { ...device, isUserVerified: true, automaticPresenceSimulation: true },
  });
  return {
    kept: async () => (await devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    remove: () => devtools.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId }),
  };
};

test.each(visitors.filter(({ javaScript }) => javaScript))(
  "a passkey is added, signs in by itself past the app, and not any more once it is removed: $locale",
  async (visitor) => {
    const user = await portal.world.account({ language: visitor.locale });
    const { t, page, ...here } = await newReader(visitor);
    const device = await addDevice(page);
    await here.signInByCode(user.email);
    await here.field(t("account.passkeys.name")).fill("Work laptop");
    await here.press(t("account.passkeys.add"));
    await here.told(t("account.changed.passkey_added"));
    await page.getByText("Work laptop", { exact: true }).waitFor();
    await judge(page, visitor);
    expect(await device.kept()).toMatchObject([{ isResidentCredential: true, rpId: "localhost" }]);

    await here.press(t("account.authenticator.setUp"));
    await here.field(t("secondFactor.field")).fill((await appOf(page))(0));
    await here.press(t("setUpAuthenticator.submit"));
    await here.heading(t("recoveryCodes.title"));
    await page.locator("summary").filter({ hasText: user.email }).click();
    await page
      .getByRole("button", { name: t("frame.signOut"), exact: true })
      .last()
      .click();
    await here.heading(t("enterKey.title"));
    await page.goto(`${named.url}/sign-in?to=account`);
    await here.press(t("signIn.withPasskey"));
    await here.heading(t("account.title"));
    await here.told(t("account.passkeys.used", { at: "" }).trim());
    expect(await portal.mailbox.count(user.email, "sign-in-code")).toBe(1);

    await here.press(`${t("account.passkeys.remove")}: Work laptop`);
    await here.told(t("account.changed.passkey_removed"));
    await page.goto(`${named.url}/sign-in?to=account`);
    await here.press(t("signIn.withPasskey"));
    await refusalOn(page, "passkey_refused");
    await judge(page, visitor);
    await device.remove();
  },
);

test.each(visitors)(
  "a browser left open cannot change how its owner signs in, and can be signed out: $locale, script $javaScript",
  async (visitor) => {
    const user = await portal.world.account({ language: visitor.locale });
    const [here, there] = [await newReader(visitor), await newReader(visitor)];
    const { t } = here;
    await there.signInByCode(user.email);
    await there.heading(t("account.title"));
    portal.clock.advance(16 * 60);
    await here.signInByCode(user.email, 2);
    await here.heading(t("account.title"));
    await there.field(t("newPassword.field")).fill(PASSWORD);
    await there.press(t("account.password.set"));
    await there.heading(t("signIn.title"));
    await there.page.goto(`${named.url}/account`);
    await refusalOn(there.page, "sign_in_again");
    expect(await there.field(t("newPassword.field")).count()).toBe(0);
    await judge(there.page, visitor);

    await here.page.getByRole("button", { name: `${t("account.sessions.signOut")}: ` }).click();
    await here.told(t("account.changed.signed_out"));
    await judge(here.page, visitor);
    await there.page.goto(`${named.url}/account`);
    await there.heading(t("signIn.title"));
  },
);
