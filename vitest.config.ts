import { defineConfig } from "vitest/config";

const database = { globalSetup: ["test/support/global-setup.ts"] };
const needsNoDatabase = ["test/policy/**/*.test.ts"];
const needsOnlyTheDatabase = ["test/actions/**/*.test.ts", "test/db/**/*.test.ts"];
const startsItsOwnDatabases = ["test/db/embedded*.test.ts"];

/** Everything runs on PostgreSQL 18; what stands on the database alone runs on 15, the oldest supported one, too. */
export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: "policy", include: needsNoDatabase } },
      {
        extends: true,
        test: { ...database, name: "postgres-18", include: ["test/**/*.test.ts"], exclude: needsNoDatabase },
      },
      {
        extends: true,
        test: { ...database, name: "postgres-15", include: needsOnlyTheDatabase, exclude: startsItsOwnDatabases },
      },
    ],
  },
});
