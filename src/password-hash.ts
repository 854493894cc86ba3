import { argon2, type Argon2Parameters, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import pLimit from "p-limit";
import { comparablePassword, MAX_PASSWORD_UNITS } from "./policy/password.ts";

type Cost = Pick<Argon2Parameters, "memory" | "passes" | "parallelism">;

/** OWASP's second choice of equal strength for argon2id: 19 MiB, 2 passes, 1 lane. */
const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;

// Each check takes 19 MiB and one of Node's four worker threads, which files and look-ups of names need as well.
const oneOfTwo = pLimit(2);

/** The PHC string of a password, each time with another salt. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES);
  return encode(COST, salt, await derive(password, salt, COST));
};

/** Whether the password made this hash; any cost that a hash names is honoured, so that COST may grow. */
export const verifyPassword = async (hash: string, password: string): Promise<boolean> => {
  const { cost, salt, tag } = decode(hash);
  const derived = await derive(password, salt, cost, tag.length);
  return timingSafeEqual(derived, tag);
};

/** What an unknown user's password is checked against, so that the answer takes as long as a known one's. */
export const NOBODYS_HASH = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${"A".repeat(22)}$${"A".repeat(43)}`;

const argon2id = promisify(argon2);

const derive = (password: string, nonce: Buffer, cost: Cost, tagLength = TAG_BYTES): Promise<Buffer> =>
  oneOfTwo(() => argon2id("argon2id", { message: messageOf(password), nonce, tagLength, ...cost }));

// A longer one can be nobody's password, and normalising it would take long.
const messageOf = (password: string): string => comparablePassword(password.slice(0, MAX_PASSWORD_UNITS + 1));

const encode = ({ memory, passes, parallelism }: Cost, salt: Buffer, tag: Buffer): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;

const unpadded = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

const decode = (hash: string): { cost: Cost; salt: Buffer; tag: Buffer } => {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(hash) ?? [];
  if (!salt || !tag) throw new Error("A stored password hash is no argon2id PHC string.");
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
};
