import type { Page } from "playwright-core";

/** Waits for the page of a refusal and answers the sentence that explains it. */
export const refusalOn = async (page: Page, reason: string): Promise<string> => {
  const told = page.locator(`[data-reason=${reason}]`);
  await told.waitFor();
  return (await told.textContent()) ?? "";
};

/** The visible text of the page's main part. */
export const mainText = async (page: Page): Promise<string> => (await page.getByRole("main").textContent()) ?? "";
