import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { TEST_SECRETS_KEY } from "./database.ts";

export type Ended = { code: number | null; out: string; error: string };

/** Runs `anykey` as a person does, in a process of its own. */
export const runAnykey = async (settings: Record<string, string>, args: string[], input = ""): Promise<Ended> => {
  const child = spawn(process.execPath, ["bin/anykey.js", ...args], { env: { PATH: "/usr/bin:/bin", ...settings } });
  child.stdin.end(input);
  const ended = new Promise<number | null>((done) => child.on("close", done));
  const [out, error, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, error };
};

/** The settings under which a command works on a test's database. */
export const onDatabase = (url: string) => ({
  DATABASE_URL: url,
  SECRETS_KEY: TEST_SECRETS_KEY.toString("base64"),
});
