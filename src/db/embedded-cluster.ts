import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { giveTo, giveTreeTo, namedAccount } from "./embedded-account.ts";
import type { Binaries, PostgresVersion } from "./embedded-binaries.ts";
import { EmbeddedPostgresError } from "./embedded-error.ts";
import type { Place } from "./embedded-place.ts";
import { dataPath, faultLine, runProgram } from "./embedded-program.ts";

const locale = {
  "18": ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
  "15": ["--locale=C.UTF-8"],
};

/** Sees to it that the data folder holds a database of this version, and answers its password. */
export const openCluster = async (place: Place, binaries: Binaries, version: PostgresVersion, durable: boolean) => {
  if (!existsSync(join(place.clusterDir, "PG_VERSION"))) await createCluster(place, binaries, version, durable);
  const { account, clusterDir, shown } = place;
  const found = readFileSync(join(clusterDir, "PG_VERSION"), "utf8").trim();
  if (found !== version) {
    throw new EmbeddedPostgresError(
      `DATA_DIR ${shown} was made by PostgreSQL ${found}, this AnyKey brings ${version}. Restore a backup into an empty DATA_DIR.`,
    );
  }
  // A copy of a data folder may have come out open to all, and one that root made belongs to root.
  chmodSync(clusterDir, 0o700);
  if (account && statSync(clusterDir).uid !== account.uid) giveTreeTo(account, clusterDir);
  return readPassword(place);
};

const readPassword = ({ passwordFile, shown }: Place) => {
  if (existsSync(passwordFile)) return readFileSync(passwordFile, "utf8").trim();
  throw new EmbeddedPostgresError(
    `DATA_DIR ${shown} lacks postgres-password, the key to its database. Put the file back, or restore a backup.`,
  );
};

/** Built beside its place and renamed when whole, so that a start that is killed half-way leaves nothing to trip over. */
const createCluster = async (place: Place, binaries: Binaries, version: PostgresVersion, durable: boolean) => {
  const { account, clusterDir, dataDir, passwordFile } = place;
  removeUnfinished(place);
  const building = mkdtempSync(join(dataDir, "postgres.new-"));
  const maker = account && namedAccount(account);
  writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  for (const path of [building, passwordFile]) giveTo(maker, path);
  const { ok, output } = await runProgram({
    program: binaries.initdb,
    args: [
      ...["-D", dataPath(account, building), "--username=anykey", "--encoding=UTF8", ...locale[version]],
      ...["--auth=scram-sha-256", `--pwfile=${process.platform === "linux" ? "/proc/self/fd/4" : "/dev/fd/4"}`],
      ...(durable ? [] : ["--no-sync"]),
    ],
    account: maker,
    opened: [building, passwordFile],
  });
  if (!ok) {
    rmSync(building, { recursive: true, force: true });
    throw creationFault(place, output);
  }
  if (account) giveTreeTo(account, building);
  giveTo(account, passwordFile);
  renameSync(building, clusterDir);
};

const removeUnfinished = ({ dataDir, clusterDir, shown }: Place) => {
  for (const name of readdirSync(dataDir).filter((name) => name.startsWith("postgres.new-"))) {
    rmSync(join(dataDir, name), { recursive: true, force: true });
  }
  if (existsSync(clusterDir) && readdirSync(clusterDir).length > 0) {
    throw new EmbeddedPostgresError(`DATA_DIR ${shown} has a folder postgres that is no database. Move it away.`);
  }
};

const creationFault = ({ shown }: Place, output: string) => {
  if (/No space left on device/.test(output)) return diskFull(shown);
  if (/could not look up effective user ID/.test(output)) {
    return new EmbeddedPostgresError(
      `PostgreSQL needs a user with a name, and uid ${process.getuid?.()} has none. Start AnyKey as another user, or set DATABASE_URL.`,
    );
  }
  return new EmbeddedPostgresError(`The database in DATA_DIR ${shown} cannot be made: ${faultLine(output)}`);
};

export const diskFull = (shown: string) =>
  new EmbeddedPostgresError(`The disk of DATA_DIR ${shown} is full. Free some space and start again.`);
