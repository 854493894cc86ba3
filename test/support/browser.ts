import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { findChromium } from "./chromium.ts";

export type Visitor = {
  javaScript?: boolean;
  locale?: string;
  colorScheme?: "light" | "dark";
  width?: number;
  height?: number;
};

/** Starts a real browser. One for each test file: close it in afterAll. */
export const launchBrowser = async (): Promise<Browser> => {
  const { executablePath, env } = await findChromium();
  try {
    return await chromium.launch({ executablePath, env, args: quietFlags });
  } catch (cause) {
    throw new Error(`No browser: ${executablePath} does not start. ${lastWords(cause)}`, { cause });
  }
};

const quietFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];

const lastWords = (fault: unknown): string =>
  /error while loading shared libraries.*|GLIBC\S* not found.*|EACCES.*|ENOENT.*/.exec(String(fault))?.[0] ??
  "The cause below shows what it printed.";

/** Opens a page for somebody who was never here before: no cookies, nothing cached, animations off. */
export const newVisitor = async (browser: Browser, visitor: Visitor = {}): Promise<Page> => {
  const { javaScript = true, locale = "en", colorScheme = "light", width = 1280, height = 800 } = visitor;
  const context = await browser.newContext({
    javaScriptEnabled: javaScript,
    locale,
    colorScheme,
    viewport: { width, height },
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(10_000);
  collectComplaints(context);
  return context.newPage();
};

/** Everything the browser complained of since this visitor came: page errors, console errors, breaches of the CSP. */
export const complaintsOf = (page: Page): string[] => [...(complaints.get(page.context()) ?? [])];

const complaints = new WeakMap<BrowserContext, string[]>();

const collectComplaints = (context: BrowserContext): void => {
  const seen: string[] = [];
  complaints.set(context, seen);
  context.on("weberror", (fault) => seen.push(`page error: ${fault.error().message}`));
  context.on("console", (message) => {
    if (message.type() === "error" && !isAnswerStatus(message.text())) seen.push(`console: ${message.text()}`);
  });
  // A page may well answer 4xx, which is for the test to judge; a script, style or image may not.
  context.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) {
      seen.push(`answer ${response.status()}: ${response.url()}`);
    }
  });
};

const isAnswerStatus = (text: string): boolean => text.startsWith("Failed to load resource: the server responded");
