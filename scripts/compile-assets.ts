import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const styles = join(root, "src/pages/styles");
const consoleStyles = join(root, "console/styles");
const output = join(root, "public/build");
const dayMs = 86_400_000;

const compileStyles = async (source: string): Promise<string> => {
  const cli = join(dirname(createRequire(import.meta.url).resolve("@tailwindcss/cli/package.json")), "dist/index.mjs");
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [cli, "-i", source, "--minify"], {
    cwd: root,
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout;
};

const bundleIslands = async (): Promise<Uint8Array> => {
  const entry = join(root, "src/pages/client/app.ts");
  const result = await build({ entryPoints: [entry], bundle: true, minify: true, format: "esm", write: false });
  return result.outputFiles[0]?.contents ?? new Uint8Array();
};

/** Writes beside and renames, so that a build at the same time or a running server never reads half a file. */
const writeWhole = (file: string, content: string | Uint8Array): void => {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, content);
  renameSync(draft, file);
};

const writeHashed = (name: string, content: string | Uint8Array): string => {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const hashed = name.replace(/(\.\w+)$/, `-${hash}$1`);
  writeWhole(join(output, hashed), content);
  return hashed;
};

/** A running server still hands out the names that it read at its start, so older files stay for a day. */
const removeOutdated = (kept: ReadonlySet<string>): void => {
  for (const name of readdirSync(output)) {
    const file = join(output, name);
    const stat = kept.has(name) ? undefined : statSync(file, { throwIfNoEntry: false });
    if (stat && Date.now() - stat.mtimeMs > dayMs) rmSync(file, { recursive: true, force: true });
  }
};

/** Builds the portal's and the console's style sheets and icons, the islands and the fonts under names that change with their content. */
export const compileAssets = async (): Promise<void> => {
  mkdirSync(output, { recursive: true });
  const [css, consoleCss, script] = await Promise.all([
    compileStyles(join(styles, "theme.css")),
    compileStyles(join(consoleStyles, "console.css")),
    bundleIslands(),
  ]);
  const fonts = readdirSync(join(styles, "fonts")).map((name): [string, string] => [
    name,
    writeHashed(name, readFileSync(join(styles, "fonts", name))),
  ]);
  const link = (sheet: string): string =>
    fonts.reduce((text, [name, hashed]) => text.replaceAll(`./fonts/${name}`, `./${hashed}`), sheet);
  const manifest = {
    "app.css": writeHashed("app.css", link(css)),
    "app.js": writeHashed("app.js", script),
    "icon.svg": writeHashed("icon.svg", readFileSync(join(styles, "icon.svg"))),
    "console.css": writeHashed("console.css", link(consoleCss)),
    "console-icon.svg": writeHashed("console-icon.svg", readFileSync(join(consoleStyles, "icon.svg"))),
    ...Object.fromEntries(fonts),
  };
  writeWhole(join(output, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  removeOutdated(new Set(["manifest.json", ...Object.values(manifest)]));
};
