import axe from "axe-core";
import type { Page } from "playwright-core";

const options: axe.RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  // Part of WCAG 2.2 AA, yet off unless asked for.
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
};

/** Judges the page as it stands by WCAG 2.2 A and AA and good practice: one line a fault, none when it is good. */
export const accessibilityFaults = async (page: Page): Promise<string[]> => {
  if (await page.evaluate<boolean>('matchMedia("(scripting: none)").matches')) {
    throw new Error("This visitor has no JavaScript, and axe needs it. Open the page with JavaScript to judge it.");
  }
  // Evaluated through the debugging protocol, which the page's CSP does not govern.
  const judged = await page.evaluate<axe.AxeResults>(`${axe.source}; axe.run(document, ${JSON.stringify(options)})`);
  return judged.violations.flatMap((rule) => rule.nodes.map((node) => faultLine(rule, node)));
};

const faultLine = (rule: axe.Result, node: axe.NodeResult): string =>
  `${rule.id} (${rule.impact}) at ${node.target.join(" ")}: ${(node.failureSummary ?? rule.help).replaceAll(/\s+/g, " ")}`;
