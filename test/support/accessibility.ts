import axe from "axe-core";
import type { BrowserContext, Page } from "playwright-core";

const options: axe.RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  // Part of WCAG 2.2 AA, yet off unless asked for.
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
};

/** Gives axe to every page that this context opens from now on, which is faster than to hand it to one after the other. */
export const bringAxe = (context: BrowserContext): Promise<unknown> => context.addInitScript({ content: axe.source });

/** Judges the page as it stands by WCAG 2.2 A and AA and good practice: one line a fault, none when it is good. */
export const accessibilityFaults = async (page: Page): Promise<string[]> => {
  if (await page.evaluate<boolean>('matchMedia("(scripting: none)").matches')) {
    throw new Error("This visitor has no JavaScript, and axe needs it. Open the page with JavaScript to judge it.");
  }
  // Evaluated through the debugging protocol, which the page's CSP does not govern.
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(`${axe.source}; undefined`);
  const judged = await page.evaluate<axe.AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return judged.violations.flatMap((rule) => rule.nodes.map((node) => faultLine(rule, node)));
};

const faultLine = (rule: axe.Result, node: axe.NodeResult): string =>
  `${rule.id} (${rule.impact}) at ${node.target.join(" ")}: ${(node.failureSummary ?? rule.help).replaceAll(/\s+/g, " ")}`;
