import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const inputs = ["src/pages", "console", "scripts/build-assets.ts", "scripts/compile-assets.ts", "package-lock.json"];

/** The newest change below a path. Folders count too: they change when a file comes or goes. */
const newestChange = (path: string): number => {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestChange(join(path, name))), stat.mtimeMs);
};

const isFresh = (): boolean => {
  const built = statSync(join(root, "public/build/manifest.json"), { throwIfNoEntry: false });
  return built !== undefined && inputs.every((input) => newestChange(join(root, input)) <= built.mtimeMs);
};

const unwritable = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOSPC"]);

const isUnwritable = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "code" in error && unwritable.has(String(error.code));

if (!(process.argv.includes("--if-stale") && isFresh())) {
  try {
    // Not before: loading the compilers takes longer than all of a fresh start.
    const { compileAssets } = await import("./compile-assets.ts");
    await compileAssets();
  } catch (error) {
    if (!isUnwritable(error)) throw error;
    console.error(`public/build in ${root} cannot be written (${error.code}). Make it writable and try again.`);
    process.exitCode = 2;
  }
}
