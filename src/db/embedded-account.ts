import { chownSync, lchownSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** The user that PostgreSQL's processes and files get when root starts them. */
export type Account = { uid: number; gid: number };

// Of no user: in the range that Debian and systemd leave free, and below 65536, so that containers have it too.
const FREE_ID = 60900;

/** PostgreSQL refuses to run as root: then its files' owner runs it, or the data folder's, or an id that nobody has. */
export const databaseAccount = (dataDir: string, clusterDir: string): Account | null => {
  if (process.getuid?.() !== 0) return null;
  const owners = [clusterDir, dataDir].map((dir) => statSync(dir, { throwIfNoEntry: false }));
  const owner = owners.find((stat) => stat && stat.uid !== 0);
  return owner ? { uid: owner.uid, gid: owner.gid } : { uid: FREE_ID, gid: FREE_ID };
};

/** initdb alone insists on an account with a name; the files are handed over afterwards. */
export const namedAccount = (account: Account): Account => {
  const named = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0);
  const found =
    named.find(({ uid }) => uid === account.uid) ?? named.find(({ name }) => name === "nobody") ?? named.at(0);
  return found ? { uid: found.uid, gid: found.gid } : account;
};

export const giveTo = (account: Account | null, path: string) => {
  if (account) chownSync(path, account.uid, account.gid);
};

export const giveTreeTo = (account: Account, dir: string) => {
  chownSync(dir, account.uid, account.gid);
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    lchownSync(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
};
