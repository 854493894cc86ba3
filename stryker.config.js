/** `npm run mutation`: each mistake that Stryker plants into src/policy must be noticed by a test of test/policy. */
export default {
  mutate: ["src/policy/**/*.ts"],
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts" },
  coverageAnalysis: "perTest",
  concurrency: 2,
  // Stryker rewrites a tsconfig through an API that TypeScript 7 has no more. Without one there is nothing to rewrite.
  tsconfigFile: "none",
  ignorePatterns: [".cache", "bench", "console", "data", "docs", "public", "samples"],
  tempDirName: ".cache/stryker",
  incrementalFile: ".cache/stryker-incremental.json",
  reporters: ["clear-text", "json"],
  clearTextReporter: { logTests: false, allowColor: false },
  jsonReporter: { fileName: ".cache/mutation.json" },
  thresholds: { high: 95, low: 90, break: 90 },
};
