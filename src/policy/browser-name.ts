/** What a browser calls itself, in words that its owner knows: `Firefox`, `Windows`. Empty where it says nothing known. */
export const browserName = (userAgent: string): { browser: string; system: string } => ({
  browser: browsers.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? "",
  system: systems.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? "",
});

// In this order: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
const browsers: [string, RegExp][] = [
  ["Edge", /\bEdg(?:e|A|iOS)?\//],
  ["Opera", /\bOPR\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//],
  ["Chrome", /\b(?:Headless)?(?:Chrome|CriOS|Chromium)\//],
  ["Safari", /\bSafari\//],
];

const systems: [string, RegExp][] = [
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["Windows", /\bWindows\b/],
  ["macOS", /\bMac OS X\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Linux", /\bLinux\b/],
];
