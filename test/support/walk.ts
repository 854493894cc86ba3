import type { Page } from "playwright-core";
import { readFileSync } from "node:fs";
import type { TestPortal } from "./portal.ts";
import type { RegistrationField, TypedRegistration } from "../../src/policy/registration-form.ts";
import { codeIn } from "./mailbox.ts";

const registrationLabels: Record<RegistrationField, string> = {
  accountId: "Account ID",
  password: "Password",
  firstName: "First name",
  lastName: "Last name",
  email: "E-mail",
  phone: "Phone",
  company: "Company",
  address: "Address",
  city: "City",
  postalCode: "Postal code",
  state: "State or province (optional)",
  country: "Country or region",
  timeZone: "Time zone",
  language: "Language",
};

/** The names that the contract gives to fields, buttons and headings, and the same in Japanese. */
const names = {
  en: {
    licenseKey: "License key",
    next: "Continue",
    newAccount: "Create a new account",
    workEmail: "Work e-mail",
    sendMail: "Send verification e-mail",
    checkMail: "Check your e-mail",
    verificationCode: "Verification code",
    verify: "Verify",
    confirm: "Confirm and activate",
    activate: "Activate this order",
    activated: "Your order is activated",
    login: "E-mail or account ID",
    signInCode: "Sign-in code",
    signIn: "Sign in",
    agree: "I accept the license agreement",
    register: "Register",
    registration: registrationLabels,
  },
  ja: {
    licenseKey: "ライセンスキー",
    next: "次へ",
    newAccount: "新しいアカウントを作成",
    workEmail: "勤務先のメールアドレス",
    sendMail: "確認メールを送信",
    checkMail: "メールを確認してください",
    verificationCode: "確認コード",
    verify: "確認",
    confirm: "確認して有効にする",
    activate: "この注文を有効にする",
    activated: "注文が有効になりました",
    login: "メールアドレスまたはアカウントID",
    signInCode: "サインインコード",
    signIn: "サインイン",
    agree: "使用許諾契約に同意します",
    register: "登録する",
    registration: {
      accountId: "アカウントID",
      password: "パスワード",
      firstName: "名",
      lastName: "姓",
      email: "メールアドレス",
      phone: "電話番号",
      company: "会社名",
      address: "住所",
      city: "市区町村",
      postalCode: "郵便番号",
      state: "都道府県または州 (任意)",
      country: "国または地域",
      timeZone: "タイムゾーン",
      language: "言語",
    } satisfies typeof registrationLabels,
  },
};

const namesOn = async (page: Page) => names[(await page.locator("html").getAttribute("lang")) === "ja" ? "ja" : "en"];

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** The steps of a customer, in the language of the page that is open. */
export const enterKey = async (page: Page, portal: { url: string }, key: string): Promise<void> => {
  await page.goto(portal.url);
  await giveKey(page, key);
};

/** On a page that asks for a key. */
export const giveKey = async (page: Page, key: string): Promise<void> => {
  const { licenseKey, next } = await namesOn(page);
  await page.getByLabel(licenseKey, { exact: true }).fill(key);
  await press(page, next);
};

export const chooseNewAccount = async (page: Page): Promise<void> =>
  page.getByRole("link", { name: (await namesOn(page)).newAccount }).click();

export const giveEmail = async (page: Page, email: string): Promise<void> => {
  const { workEmail, sendMail, checkMail } = await namesOn(page);
  await page.getByLabel(workEmail, { exact: true }).fill(email);
  await press(page, sendMail);
  await page.getByRole("heading", { name: checkMail }).waitFor();
};

export const giveCode = async (page: Page, code: string): Promise<void> => {
  const { verificationCode, verify } = await namesOn(page);
  await page.getByLabel(verificationCode, { exact: true }).fill(code);
  await press(page, verify);
};

/** From the key to the page that waits for the mail. */
export const askForMail = async (page: Page, portal: TestPortal, key: string, email: string): Promise<void> => {
  await enterKey(page, portal, key);
  await chooseNewAccount(page);
  await giveEmail(page, email);
};

/** From the key to the confirm page, by the code of the mail. */
export const walkToConfirm = async (page: Page, portal: TestPortal, key: string, email: string): Promise<void> => {
  await askForMail(page, portal, key, email);
  await giveCode(page, codeIn(await portal.mailbox.latest(email, "verify-email")));
  await page.getByRole("heading", { name: (await namesOn(page)).confirm }).waitFor();
};

export const pressActivate = async (page: Page): Promise<void> => {
  const { activate, activated } = await namesOn(page);
  await press(page, activate);
  await page.getByRole("heading", { name: activated }).waitFor();
};

/** Signs in on the sign-in page that is open, with the code from the mail to `email`. */
export const signIn = async (page: Page, portal: TestPortal, login: string, email = login, mails = 1) => {
  const named = await namesOn(page);
  await page.getByLabel(named.login, { exact: true }).fill(login);
  await press(page, named.next);
  const mail = await portal.mailbox.latest(email, "sign-in-code", mails);
  await page.getByLabel(named.signInCode, { exact: true }).fill(codeIn(mail));
  await press(page, named.signIn);
};

/** The original process: from the review on, with the license agreement accepted. */
export const acceptAndContinue = async (page: Page): Promise<void> => {
  const { agree, next } = await namesOn(page);
  await page.getByLabel(agree).check();
  await press(page, next);
};

/** Fills in the long form and presses its button. */
export const register = async (page: Page, form: TypedRegistration): Promise<void> => {
  const { registration, register: submit } = await namesOn(page);
  for (const [name, label] of Object.entries(registration)) {
    const field = page.getByRole("main").getByLabel(label, { exact: true });
    const typed = form[name as RegistrationField];
    if (["country", "timeZone", "language"].includes(name)) await field.selectOption(typed);
    else await field.fill(typed);
  }
  await press(page, submit);
};

type SampleOrder = { orderNumber: string; items: { registrationKey: string; activationCode: string }[] };

/** Every key of a sample order: the registration keys, then the activation codes. */
export const sampleKeys = (orderNumber: string): string[] => {
  const file = new URL("../../samples/orders.json", import.meta.url);
  const orders: SampleOrder[] = JSON.parse(readFileSync(file, "utf8"));
  const items = orders.find((order) => order.orderNumber === orderNumber)?.items ?? [];
  return [...items.map((item) => item.registrationKey), ...items.map((item) => item.activationCode)];
};

export const sampleKey = (orderNumber: string): string => sampleKeys(orderNumber)[0] as string;
