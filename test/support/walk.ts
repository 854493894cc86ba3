import type { Page } from "playwright-core";
import { readFileSync } from "node:fs";
import type { TestPortal } from "./portal.ts";
import type { RegistrationField, TypedRegistration } from "../../src/policy/registration-form.ts";
import { codeIn } from "./mailbox.ts";

/** The steps of a customer, by the names that the contract gives to fields and buttons (English). */
export const enterKey = async (page: Page, portal: { url: string }, key: string): Promise<void> => {
  await page.goto(portal.url);
  await page.getByLabel("License key", { exact: true }).fill(key);
  await page.getByRole("button", { name: "Continue" }).click();
};

export const chooseNewAccount = (page: Page): Promise<void> =>
  page.getByRole("link", { name: "Create a new account" }).click();

export const giveEmail = async (page: Page, email: string): Promise<void> => {
  await page.getByLabel("Work e-mail", { exact: true }).fill(email);
  await page.getByRole("button", { name: "Send verification e-mail" }).click();
  await page.getByRole("heading", { name: "Check your e-mail" }).waitFor();
};

export const giveCode = async (page: Page, code: string): Promise<void> => {
  await page.getByLabel("Verification code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Verify" }).click();
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
  await page.getByRole("heading", { name: "Confirm and activate" }).waitFor();
};

export const pressActivate = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "Activate this order" }).click();
  await page.getByRole("heading", { name: "Your order is activated" }).waitFor();
};

/** Signs in on the sign-in page that is open, with the code from the mail to `email`. */
export const signIn = async (page: Page, portal: TestPortal, login: string, email = login, mails = 1) => {
  await page.getByLabel("E-mail or account ID", { exact: true }).fill(login);
  await page.getByRole("button", { name: "Continue" }).click();
  const mail = await portal.mailbox.latest(email, "sign-in-code", mails);
  await page.getByLabel("Sign-in code", { exact: true }).fill(codeIn(mail));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
};

/** The original process: from the review on, with the license agreement accepted. */
export const acceptAndContinue = async (page: Page): Promise<void> => {
  await page.getByLabel("I accept the license agreement").check();
  await page.getByRole("button", { name: "Continue" }).click();
};

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
  state: "State or province",
  country: "Country or region",
  timeZone: "Time zone",
  language: "Language",
};

/** Fills in the long form and presses its button. */
export const register = async (page: Page, form: TypedRegistration): Promise<void> => {
  for (const [name, label] of Object.entries(registrationLabels)) {
    const field = page.getByRole("main").getByLabel(label);
    const typed = form[name as RegistrationField];
    if (["country", "timeZone", "language"].includes(name)) await field.selectOption(typed);
    else await field.fill(typed);
  }
  await page.getByRole("button", { name: "Register" }).click();
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
