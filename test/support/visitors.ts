import type { Page } from "playwright-core";
import { expect } from "vitest";
import { accessibilityFaults } from "./accessibility.ts";
import { complaintsOf } from "./browser.ts";

/** Everybody a journey is for: in both languages, with and without script; each of them on a phone and in the dark. */
export const visitors = [
  { locale: "en", javaScript: true, width: 1280, colorScheme: "light" },
  { locale: "en", javaScript: false, width: 360, colorScheme: "dark" },
  { locale: "ja", javaScript: true, width: 360, colorScheme: "dark" },
  { locale: "ja", javaScript: false, width: 1280, colorScheme: "light" },
] as const;

export type JourneyVisitor = (typeof visitors)[number];

/** Nothing is out of order: the page's language, axe, where it can run, and what the browser complains of. */
export const judge = async (page: Page, { locale, javaScript }: Pick<JourneyVisitor, "locale" | "javaScript">) => {
  expect(await page.locator("html").getAttribute("lang")).toBe(locale);
  if (javaScript) expect(await accessibilityFaults(page)).toEqual([]);
  expect(complaintsOf(page)).toEqual([]);
};
