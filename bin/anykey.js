#!/usr/bin/env node
import { spawn } from "node:child_process";
import module from "node:module";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

// npx runs this with the machine's Node, which may be too old for the rest of the code. The project brings its own.
const NEEDED_MAJOR = 24;
const fromHere = (path) => fileURLToPath(new URL(path, import.meta.url));

if (Number.parseInt(process.versions.node, 10) >= NEEDED_MAJOR) {
  module.enableCompileCache?.(fromHere("../.cache/compiled"));
  await import("../src/cli/main.ts");
} else {
  runWithOwnNode();
}

function runWithOwnNode() {
  const args = ["--max-semi-space-size=4", fromHere("anykey.js"), ...process.argv.slice(2)];
  const child = spawn(fromHere("../node_modules/node/bin/node"), args, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", () => {
    console.error(`AnyKey needs Node ${NEEDED_MAJOR}, which comes with its packages. Run: npm ci`);
    process.exit(2);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
