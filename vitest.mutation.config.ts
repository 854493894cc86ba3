import { defineConfig } from "vitest/config";

/** The tests of the pure policies alone: Stryker runs them for every mutant. */
export default defineConfig({ test: { include: ["test/policy/**/*.test.ts"] } });
