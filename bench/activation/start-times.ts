import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answered, freePort, startNode, stopNode } from "./processes.ts";

/** Seconds from `node src/start.ts` until the portal is ready: in an empty folder, and again with what is there then. */
export const measureStarts = async (): Promise<{ first: number; later: number }> => {
  const dataDir = mkdtempSync(join(tmpdir(), "anykey-bench-start-"));
  try {
    return { first: await startOnce(dataDir), later: await startOnce(dataDir) };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};

const startOnce = async (dataDir: string): Promise<number> => {
  const [port, consolePort, mailboxPort] = [await freePort(), await freePort(), await freePort()];
  const ports = { PORT: String(port), CONSOLE_PORT: String(consolePort), MAILBOX_PORT: String(mailboxPort) };
  const begun = performance.now();
  const child = startNode("src/start.ts", [], { ...ports, DATA_DIR: dataDir, LOG_LEVEL: "warn" });
  try {
    await answered(`http://127.0.0.1:${port}/readyz`, [child]);
    return (performance.now() - begun) / 1000;
  } finally {
    await stopNode(child);
  }
};
