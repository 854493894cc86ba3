import { Secret, TOTP } from "otpauth";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { accessibilityFaults } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { signIn } from "../support/walk.ts";

vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let portal: TestPortal;
/** Passkeys need a host name. */
let named: { url: string };

beforeAll(async () => {
  browser = await launchBrowser();
  portal = await startTestPortal();
  named = { url: portal.url.replace("127.0.0.1", "localhost") };
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const PASSWORD = "wholesale otter lemonade";

const signInByCode = async (page: Page, email: string, mails = 1): Promise<void> => {
  await page.goto(`${named.url}/sign-in?to=account`);
  await signIn(page, portal, email, email, mails);
};

const giveName = async (page: Page, login: string, button: string): Promise<void> => {
  await page.goto(`${named.url}/sign-in`);
  await page.getByLabel("E-mail or account ID", { exact: true }).fill(login);
  await page.getByRole("button", { name: button }).click();
};

const signInByPassword = async (page: Page, login: string, password: string): Promise<void> => {
  await giveName(page, login, "Use my password");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
};

const products = (page: Page) => page.getByRole("heading", { name: "Products and services" }).waitFor();

test.each([
  { name: "with script", javaScript: true },
  { name: "without script", javaScript: false },
])("a customer sets a password, signs in with it, forgets it and sets another one: $name", async ({ javaScript }) => {
  const user = await portal.world.account();
  const page = await newVisitor(browser, { javaScript });
  await signInByCode(page, user.email);
  await page.getByRole("heading", { name: "My account" }).waitFor();
  await page.getByLabel("New password", { exact: true }).fill("passwordpassword");
  await page.getByRole("button", { name: "Set a password" }).click();
  await page.locator("[data-reason=password_too_common]").waitFor();
  if (javaScript) expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByLabel("New password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Set a password" }).click();
  await page.getByText("The password is set.").waitFor();

  const other = await newVisitor(browser, { javaScript });
  await signInByPassword(other, user.email, "not the password");
  await other.locator("[data-reason=wrong_password]").waitFor();
  await other.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await products(other);
  await portal.mailbox.latest(user.email, "new-device");
  expect(await portal.mailbox.count(user.email, "sign-in-code")).toBe(1);

  const third = await newVisitor(browser, { javaScript });
  await giveName(third, user.email, "Use my password");
  await third.getByRole("link", { name: "Forgot the password?" }).click();
  await third.getByLabel("E-mail or account ID", { exact: true }).fill(user.email);
  await third.getByRole("button", { name: "Send the link" }).click();
  await third.getByRole("heading", { name: "Check your e-mail" }).waitFor();
  const mail = await portal.mailbox.latest(user.email, "password-reset");
  const link = /http\S+\/reset-password\/\S+/.exec(mail.text)?.[0] ?? "";
  await third.goto(link);
  await third.getByLabel("New password", { exact: true }).fill("seven quiet harbours");
  await third.getByRole("button", { name: "Set the password" }).click();
  await third.getByRole("heading", { name: "Your password is set" }).waitFor();
  await third.goto(link);
  await third.locator("[data-reason=reset_over]").waitFor();
  await other.goto(`${named.url}/products`);
  await other.getByRole("heading", { name: "Sign in" }).waitFor();
  await signInByPassword(other, user.email, "seven quiet harbours");
  await products(other);
  expect([page, other, third].flatMap(complaintsOf)).toEqual([]);
});

test("a name and a password on the page of the code sign in as well", async () => {
  const user = await portal.world.account({ accountId: "ways-user" });
  const password = await portal.world.passwordOf(user);
  const page = await newVisitor(browser, { javaScript: false });
  await giveName(page, "ways-user", "Continue");
  await page.getByLabel("Sign-in code", { exact: true }).waitFor();
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await products(page);
});

test("a forgotten account ID comes by mail, in the language of whoever asks", async () => {
  const user = await portal.world.account({ accountId: "forgotten-id" });
  const page = await newVisitor(browser, { javaScript: false, locale: "ja" });
  await page.goto(`${portal.url}/sign-in`);
  await page.getByRole("link", { name: "アカウントIDを忘れた場合" }).click();
  await page.getByLabel("メールアドレス", { exact: true }).fill(user.email);
  await page.getByRole("button", { name: "アカウントIDを送信" }).click();
  await page.getByRole("heading", { name: "メールを確認してください" }).waitFor();
  const mail = await portal.mailbox.latest(user.email, "account-id-reminder");
  expect(mail.subject).toContain("アカウントID");
  expect(mail.text).toContain("forgotten-id");
});

/** What the app of the page's secret shows; the page has it for whoever cannot scan. */
const appOf = async (page: Page): Promise<(steps: number) => string> => {
  const secret = (await page.locator("code.ak-key").first().textContent())?.replaceAll(" ", "") ?? "";
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return (steps) => totp.generate({ timestamp: portal.clock.now().getTime() + steps * 30_000 });
};

test("an authenticator app is set up, asked for at every sign-in, and replaced by a recovery code", async () => {
  const user = await portal.world.account();
  const page = await newVisitor(browser);
  await signInByCode(page, user.email);
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await page.getByRole("img", { name: "QR code" }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  const codeAfter = await appOf(page);
  await page.getByLabel("Authenticator code", { exact: true }).fill("12345");
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.locator("[data-reason=wrong_code]").waitFor();
  await page.getByLabel("Authenticator code", { exact: true }).fill(codeAfter(0));
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByRole("heading", { name: "Keep your recovery codes" }).waitFor();
  const recoveryCode = (await page.locator("code.ak-key").first().textContent()) ?? "";

  const other = await newVisitor(browser, { javaScript: false });
  await signInByCode(other, user.email, 2);
  await other.getByRole("heading", { name: "Enter the code of your app" }).waitFor();
  await other.goto(`${named.url}/products`);
  await other.getByRole("heading", { name: "Sign in" }).waitFor();
  await other.goto(`${named.url}/sign-in/second-factor`);
  await other.getByLabel("Authenticator code", { exact: true }).fill("000000");
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await other.locator("[data-reason=wrong_code]").waitFor();
  await other.getByLabel("Authenticator code", { exact: true }).fill(codeAfter(1));
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await other.getByRole("heading", { name: "My account" }).waitFor();

  const third = await newVisitor(browser);
  await signInByCode(third, user.email, 3);
  await third.getByLabel("Authenticator code", { exact: true }).fill(recoveryCode);
  await third.getByRole("button", { name: "Sign in", exact: true }).click();
  await third.getByText("9 recovery codes are left.").waitFor();
  await third.getByRole("button", { name: "Turn off" }).click();
  await third.getByText("The authenticator app is turned off.").waitFor();
  expect([page, other, third].flatMap(complaintsOf)).toEqual([]);
});

test("a passkey is added, signs in by itself past the app, and not any more once it is removed", async () => {
  const user = await portal.world.account();
  const page = await newVisitor(browser);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const device = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true } as const;
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: { ...device, isUserVerified: true, automaticPresenceSimulation: true },
  });
  await signInByCode(page, user.email);
  await page.getByLabel("Name of the passkey").fill("Work laptop");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("The passkey is added.").waitFor();
  await page.getByText("Work laptop", { exact: true }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  const kept = await devtools.send("WebAuthn.getCredentials", { authenticatorId });
  expect(kept.credentials).toMatchObject([{ isResidentCredential: true, rpId: "localhost" }]);

  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await page.getByLabel("Authenticator code", { exact: true }).fill((await appOf(page))(0));
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByRole("heading", { name: "Keep your recovery codes" }).waitFor();
  await page.locator("summary").filter({ hasText: user.email }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).last().click();
  await page.getByRole("heading", { name: "Enter any license key" }).waitFor();
  await page.goto(`${named.url}/sign-in?to=account`);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("heading", { name: "My account" }).waitFor();
  await page.getByText("last used on").waitFor();
  expect(await portal.mailbox.count(user.email, "sign-in-code")).toBe(1);

  await page.getByRole("button", { name: "Remove: Work laptop" }).click();
  await page.getByText("The passkey is removed.").waitFor();
  await page.goto(`${named.url}/sign-in?to=account`);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.locator("[data-reason=passkey_refused]").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await devtools.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
  expect(complaintsOf(page)).toEqual([]);
});

test("a browser that was left open cannot change how its owner signs in, and another one can be signed out", async () => {
  const user = await portal.world.account();
  const [here, there] = [await newVisitor(browser), await newVisitor(browser)];
  await signInByCode(there, user.email, 1);
  await there.getByRole("heading", { name: "My account" }).waitFor();
  portal.clock.advance(16 * 60);
  await signInByCode(here, user.email, 2);
  await here.getByRole("heading", { name: "My account" }).waitFor();
  await there.getByLabel("New password", { exact: true }).fill(PASSWORD);
  await there.getByRole("button", { name: "Set a password" }).click();
  await there.getByRole("heading", { name: "Sign in" }).waitFor();
  await there.goto(`${named.url}/account`);
  await there.locator("[data-reason=sign_in_again]").waitFor();
  expect(await there.getByLabel("New password").count()).toBe(0);
  expect(await accessibilityFaults(there)).toEqual([]);

  await here.getByRole("button", { name: /^Sign out: / }).click();
  await here.getByText("The browser is signed out.").waitFor();
  await there.goto(`${named.url}/account`);
  await there.getByRole("heading", { name: "Sign in" }).waitFor();
  expect([here, there].flatMap(complaintsOf)).toEqual([]);
});
