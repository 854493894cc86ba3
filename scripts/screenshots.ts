import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, newVisitor } from "../test/support/browser.ts";

const usage = `npm run screenshots -- URL… [--out DIR] [--lang en|ja] [--dark | --light] [--width PIXELS]
  [--key KEY]    the page that this key opens at the address: no other browser may see it
  [--name NAME]  the file's name, where one picture is asked for`;

type View = { locale: string; colorScheme: "light" | "dark"; width: number };

const { values, positionals: addresses } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: "string", default: join(import.meta.dirname, "../.cache/screenshots") },
    lang: { type: "string" },
    dark: { type: "boolean", default: false },
    light: { type: "boolean", default: false },
    width: { type: "string" },
    key: { type: "string" },
    name: { type: "string" },
  },
});

const viewsAskedFor = (): View[] => {
  const locales = values.lang ? [values.lang] : ["en", "ja"];
  const colorSchemes = (["light", "dark"] as const).filter((scheme) => values[scheme] || values.light === values.dark);
  const widths = values.width ? [Number(values.width)] : [1280, 360];
  return locales.flatMap((locale) =>
    colorSchemes.flatMap((colorScheme) => widths.map((width) => ({ locale, colorScheme, width }))),
  );
};

const fileName = (address: string, { locale, colorScheme, width }: View): string => {
  const { pathname, search } = new URL(address);
  const name = `${pathname}${search}`.replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "") || "home";
  return `${name}.${locale}.${colorScheme}.${width}.png`;
};

const enterKey = async (page: Page, key: string): Promise<void> => {
  await page.locator("input[name=key]").fill(key);
  await page.locator("input[name=key]").press("Enter");
  await page.waitForURL("**/activations/*");
};

const takeScreenshot = async (browser: Browser, address: string, view: View): Promise<void> => {
  const page = await newVisitor(browser, view);
  const answer = await page.goto(address);
  if (values.key !== undefined) await enterKey(page, values.key);
  await page.evaluate("document.fonts.ready.then(() => true)");
  const path = join(values.out, values.name ? `${values.name}.png` : fileName(address, view));
  await page.screenshot({ path, fullPage: true });
  await page.context().close();
  console.log(`${answer?.status() ?? ""} ${path}`);
};

if (addresses.length === 0) {
  console.error(`Usage: ${usage}`);
  process.exit(1);
}
await mkdir(values.out, { recursive: true });
const browser = await launchBrowser();
try {
  for (const address of addresses) for (const view of viewsAskedFor()) await takeScreenshot(browser, address, view);
} finally {
  await browser.close();
}
