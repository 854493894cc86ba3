import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Language, translator } from "../../src/messages/translate.ts";
import { accessibilityFaults, bringAxe } from "../support/accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor } from "../support/browser.ts";
import { samplePages } from "./sample-pages.ts";

const assets = join(import.meta.dirname, "../../public/build");
const types: Record<string, string> = { css: "text/css", js: "text/javascript", svg: "image/svg+xml" };
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'";

const pages = { en: samplePages(translator("en")), ja: samplePages(translator("ja")) };

const server = createServer(async (request, response) => {
  const [, folder = "", name = ""] = new URL(request.url ?? "/", "http://portal").pathname.split("/");
  if (folder === "assets") {
    response.setHeader("content-type", types[name.split(".").pop() ?? ""] ?? "font/woff2");
    response.setHeader("cache-control", "max-age=600");
    response.end(await readFile(join(assets, name)));
    return;
  }
  // What the island asks that follows the console's state.
  if (folder === "console") return response.end("preparing");
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy });
  response.end(String(pages[folder as Language]?.[name]));
});

let browser: Browser;
let origin: string;

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

const open = async (path: string, visitor: Parameters<typeof newVisitor>[1] = {}): Promise<Page> => {
  const page = await newVisitor(browser, visitor);
  await page.goto(`${origin}/${path}`);
  return page;
};

const looks = [
  { language: "en", colorScheme: "light", width: 360 },
  { language: "en", colorScheme: "dark", width: 1280 },
  { language: "ja", colorScheme: "light", width: 1280 },
  { language: "ja", colorScheme: "dark", width: 360 },
] as const;

/** Pages that differ from one of the list by their words alone. */
const sameButForWords = /^problem-(?!fault)|^ended-(?!verification_expired)|^refused-cross_grade_other/;

type Look = { language: Language; colorScheme?: "light" | "dark"; width?: number };

/** What is wrong with these pages. Two are judged at a time, in one context that fetches styles, fonts and axe once. */
const faultsOf = async ({ language, ...look }: Look, names: readonly string[]): Promise<string[]> => {
  const first = await newVisitor(browser, look);
  await bringAxe(first.context());
  const waiting = [...names];
  const faults: string[] = [];
  const judge = async (page: Page): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      await page.goto(`${origin}/${language}/${name}`);
      const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      if (overflow > 0) faults.push(`${name}: ${overflow} px too wide`);
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${name}: ${fault}`));
    }
  };
  await Promise.all([judge(first), judge(await first.context().newPage())]);
  const complaints = complaintsOf(first);
  await first.context().close();
  return [...faults, ...complaints];
};

test("every page is accessible", async () => {
  const names = Object.keys(pages.en).filter((name) => !sameButForWords.test(name));
  expect(await faultsOf({ language: "en" }, names)).toEqual([]);
}, 120_000);

/** Pages whose parts are laid out in ways of their own. */
const ownLayouts = [
  "enter-key-error",
  "preview",
  "check-mail-error",
  "products",
  "license",
  "review-problem",
  "register-problems",
];

/** The pages of an account's people, which share their parts: one look finds what is wrong with them. */
const peoplesPages = ["users", "profile", "activity", "invitation", "verify-new-email"];

test.each(looks)(
  "fits, can be read and keeps to the policy: $language, $colorScheme, $width px",
  async (look) => {
    const names = look.language === "ja" && look.width === 360 ? [...ownLayouts, ...peoplesPages] : ownLayouts;
    expect(await faultsOf(look, names)).toEqual([]);
  },
  30_000,
);

test("a certificate's link fills in the key and leaves no trace of it in the address", async () => {
  const page = await open("en/enter-key?T=TM#key=AX-RA7Q-E8Q6-VTDJ-2TST");
  await expect.poll(() => page.getByLabel("License key").inputValue()).toBe("AX-RA7Q-E8Q6-VTDJ-2TST");
  expect(page.url()).toBe(`${origin}/en/enter-key?T=TM`);

  await page.goto(`${origin}/en/enter-key?T=TM#key=XC-7KQ2-M9RT-4HWD-C3PN`);
  await expect.poll(() => page.getByLabel("License key").inputValue()).toBe("XC-7KQ2-M9RT-4HWD-C3PN");
  expect(page.url()).toBe(`${origin}/en/enter-key?T=TM`);
  await page.goto(`${origin}/en/enter-key?T=TM#main`);
  expect(await page.getByLabel("License key").inputValue()).toBe("XC-7KQ2-M9RT-4HWD-C3PN");
  expect(page.url()).toBe(`${origin}/en/enter-key?T=TM#main`);
});

test("a pop-up that waits tells how the console failed, and then offers another try", async () => {
  const page = await newVisitor(browser);
  await page.route("**/console/state", (route) => route.fulfill({ body: "failed" }));
  await page.route("**/en/pop-up-preparing", (route) =>
    route.request().isNavigationRequest()
      ? route.continue()
      : route.fulfill({ contentType: "text/html", body: String(pages.en["activated-failed"]) }),
  );
  await page.goto(`${origin}/en/pop-up-preparing`);
  const again = page.getByRole("dialog").getByRole("button", { name: "Try again" });
  expect(await again.count()).toBe(0);
  await page.getByRole("dialog").getByText("Only the XDR console is not ready yet").waitFor();
  expect(await again.isVisible()).toBe(true);
  expect(await page.locator('[data-console-state="failed"]').count()).toBe(2);
  expect(await page.locator('[data-console-state="preparing"]').count()).toBe(0);
  // Told in the reader's own time zone, as on every page.
  expect(await page.getByRole("dialog").getByText("Last tried: 24 Nov 2026").textContent()).not.toContain("UTC");
});

test("an activation code is copied by its button, or selected where that is refused; both need script", async () => {
  const code = "AX-3G2Z-9F48L-9FGQU-ESXVX-CL9R6-4TGTZ";
  const page = await open("en/products");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const copy = page.getByRole("button", { name: "Copy activation code of Portable Security" });
  const drawings = copy.locator("svg");
  expect([await drawings.first().isVisible(), await drawings.last().isVisible()]).toEqual([true, false]);
  await copy.click();
  await page.getByText("The activation code was copied.").waitFor();
  expect([await drawings.first().isVisible(), await drawings.last().isVisible()]).toEqual([false, true]);
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(code);

  await page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('Not allowed.'))");
  await copy.click();
  await expect.poll(() => page.evaluate("String(getSelection())")).toBe(code);

  const plain = await open("en/products", { javaScript: false });
  expect(await plain.getByRole("button", { name: "Copy" }).count()).toBe(0);
});

test("the cool-down counts down and then goes", async () => {
  const page = await newVisitor(browser);
  await page.clock.install();
  await page.goto(`${origin}/en/check-mail`);
  const again = page.getByRole("button", { name: "Send again" });
  await page.clock.runFor(5000);
  await page.getByText("You can send the e-mail again in 20 seconds.").waitFor();
  await page.clock.runFor(19_000);
  await page.getByText("You can send the e-mail again in 1 second.").waitFor();
  await page.clock.runFor(2_000);
  await expect.poll(() => page.getByText("You can send the e-mail again in").count()).toBe(0);
  expect(await again.getAttribute("aria-describedby")).toBe(null);
});

test("without script the note below the passkeys keeps its distance from them", async () => {
  const page = await open("en/account", { javaScript: false, width: 360 });
  const passkeys = await page.locator("#passkeys ul").boundingBox();
  const note = await page.locator("#passkeys .ak-note").boundingBox();
  expect((note?.y ?? 0) - (passkeys?.y ?? 0) - (passkeys?.height ?? 0)).toBeGreaterThanOrEqual(16);
});

test.each([1280, 360])("a code that is pasted with its space fits into its field (%i px)", async (width) => {
  const page = await open("en/check-mail", { width });
  const field = page.getByLabel("Verification code");
  await field.fill("034 888");
  const seen = await page.evaluate<number>(`(() => {
    const input = document.querySelector("#code");
    input.scrollLeft = 999;
    return input.scrollLeft;
  })()`);
  expect([await field.inputValue(), seen]).toEqual(["034 888", 0]);
});

test("the steps' labels keep apart on a phone, in Japanese too", async () => {
  const page = await open("ja/check-mail", { width: 360 });
  const gaps = await page.evaluate<number[]>(`(() => {
    const boxes = [...document.querySelector(".ak-steps").children].map((step) => {
      const text = document.createRange();
      text.selectNodeContents(step.querySelector("span:not(.sr-only)")?.firstChild ?? step);
      return text.getBoundingClientRect();
    });
    return boxes.slice(1).map((box, at) => box.left - boxes[at].right);
  })()`);
  expect(gaps).toHaveLength(4);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(14);
});

test("the key can be typed at once where a clean landing page is opened, not below what is wrong", async () => {
  const focused = async (path: string) => (await open(path)).evaluate("document.activeElement.id");
  expect(await focused("en/enter-key")).toBe("key");
  expect(await focused("en/enter-key-error")).toBe("");
  expect(await focused("en/email-form")).toBe("");
});
