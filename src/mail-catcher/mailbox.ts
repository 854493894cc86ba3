import { accessSync, constants } from "node:fs";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { domainToASCII } from "node:url";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { ConfigError } from "../config.ts";
import { makeFolder } from "../make-folder.ts";

const caughtMail = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  kind: z.string(),
  text: z.string(),
  html: z.string(),
  receivedAt: z.string(),
});

export type CaughtMail = z.infer<typeof caughtMail>;
export type ArrivingMail = Omit<CaughtMail, "id" | "receivedAt">;

export type Mailbox = {
  add(mail: ArrivingMail): Promise<void>;
  find(id: string): CaughtMail | undefined;
  /** Newest first. */
  list(to?: string): CaughtMail[];
};

const keptMails = 500;

/** The mails of a folder, a JSON file each. Only the newest are kept; they outlive a restart. */
export const openMailbox = async (directory: string): Promise<Mailbox> => {
  openFolder(directory);
  const fileOf = (id: string) => join(directory, `${id}.json`);
  // Ids grow with time, so the order of the file names is the order of arrival.
  const names = (await readdir(directory)).filter((name) => name.endsWith(".json")).sort();
  const read = await Promise.all(names.map((name) => readMail(join(directory, name))));
  const mails = read.filter((mail) => mail !== undefined);

  const add = async (arriving: ArrivingMail): Promise<void> => {
    const mail = { ...arriving, id: uuidv7(), receivedAt: new Date().toISOString() };
    // Renamed when it is whole: a file that is cut short by a kill is never read.
    await writeFile(`${fileOf(mail.id)}.part`, JSON.stringify(mail), { mode: 0o600 });
    await rename(`${fileOf(mail.id)}.part`, fileOf(mail.id));
    mails.push(mail);
    mails.sort((one, other) => (one.id < other.id ? -1 : 1));
    for (const dropped of mails.splice(0, mails.length - keptMails)) await rm(fileOf(dropped.id), { force: true });
  };

  return {
    add,
    find: (id) => mails.find((mail) => mail.id === id),
    list: (to) => mails.filter((mail) => to === undefined || sameAddress(mail.to, to)).reverse(),
  };
};

const openFolder = (directory: string): void => {
  try {
    makeFolder(directory);
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new ConfigError(`The mail catcher cannot write to ${directory}. Set DATA_DIR to a folder of yours.`, {
      cause,
    });
  }
};

const readMail = async (file: string): Promise<CaughtMail | undefined> => {
  try {
    return caughtMail.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    // A damaged mail must not keep the whole mail catcher from starting.
    return undefined;
  }
};

const sameAddress = (one: string, other: string): boolean => comparable(one) === comparable(other);

/** Mail servers write a domain such as 例え.jp in ASCII; who looks for a mail may write it either way. */
const comparable = (address: string): string => {
  const [, name = address, domain = ""] = /^(.*)@([^@]*)$/.exec(address.trim()) ?? [];
  return `${name}@${domainToASCII(domain)}`.toLowerCase();
};
