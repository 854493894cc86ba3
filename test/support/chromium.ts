import { execFile } from "node:child_process";
import {
  access,
  chmod,
  constants,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

type Chromium = { executablePath: string; env: NodeJS.ProcessEnv };

/** Finds the browser: the one CHROMIUM_PATH names, else the one inside the npm package, unpacked once into a cache. */
export const findChromium = async (): Promise<Chromium> => {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    await access(chosen, constants.X_OK).catch(() => {
      throw new Error(`No browser: CHROMIUM_PATH ${chosen} is not a program that this user may run.`);
    });
    return { executablePath: chosen, env: process.env };
  }
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      "No browser: the packaged Chromium runs on Linux x64 only. Set CHROMIUM_PATH to Chrome or Chromium.",
    );
  }
  const folder = await unpackedBrowser();
  return {
    executablePath: join(folder, "chromium"),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, "al2023/lib"),
      XDG_CACHE_HOME: folder,
      FONTCONFIG_PATH: folder,
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
    },
  };
};

const unpackedBrowser = async (): Promise<string> => {
  const archives = await browserArchives();
  const name = `chromium-${archives.version}`;
  const shared = join(import.meta.dirname, "../../.cache", name);
  if (await exists(shared)) return shared;
  const folder = (await mayWriteIn(dirname(shared))) ? shared : join(await ownTemporaryFolder(), name);
  if (!(await exists(folder))) await unpack(archives.folder, folder);
  return folder;
};

const browserArchives = async (): Promise<{ folder: string; version: string }> => {
  try {
    const root = join(fileURLToPath(import.meta.resolve("@sparticuz/chromium")), "../..");
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    return { folder: join(root, "bin"), version };
  } catch (cause) {
    throw new Error("No browser: @sparticuz/chromium is not installed. Run npm ci, or set CHROMIUM_PATH.", { cause });
  }
};

// Renamed into place when complete: a folder that exists is whole, and of two processes at once the second one yields.
const unpack = async (archives: string, folder: string): Promise<void> => {
  const draft = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
  try {
    await inflate(archives, draft);
    await addFonts(draft);
    await chmod(join(draft, "chromium"), 0o755);
    await chmod(draft, 0o755);
    await rename(draft, folder).catch(async (fault) => {
      if (!(await exists(folder))) throw fault;
    });
  } catch (cause) {
    throw new Error(
      `No browser: unpacking it into ${folder} failed: ${cause instanceof Error ? cause.message : cause}`,
      {
        cause,
      },
    );
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
};

// In a process of its own: the package always inflates into the folder that TMPDIR names when it is loaded.
const inflate = (archives: string, target: string) =>
  promisify(execFile)(
    process.execPath,
    [
      "--input-type=module",
      "--eval",
      `import { inflate } from ${JSON.stringify(import.meta.resolve("@sparticuz/chromium"))};
       await Promise.all(process.argv.slice(1).map((archive) => inflate(archive)));`,
      ...["chromium.br", "al2023.tar.br", "fonts.tar.br"].map((archive) => join(archives, archive)),
    ],
    { env: { TMPDIR: target } },
  );

const addFonts = async (folder: string): Promise<void> => {
  const notoSans = dirname(fileURLToPath(import.meta.resolve("@expo-google-fonts/noto-sans-jp/package.json")));
  for (const file of ["400Regular/NotoSansJP_400Regular.ttf", "700Bold/NotoSansJP_700Bold.ttf"]) {
    await copyFile(join(notoSans, file), join(folder, "fonts", basename(file)));
  }
  await writeFile(join(folder, "fonts.conf"), fontSettings);
};

const fontSettings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family><family>Noto Sans JP</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Open Sans</family><family>Noto Sans JP</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;

const mayWriteIn = async (folder: string): Promise<boolean> => {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

// Its owner is checked, because anybody on the machine could have left a program of that name there.
const ownTemporaryFolder = async (): Promise<string> => {
  const uid = process.getuid?.();
  const folder = join(tmpdir(), `anykey-browser-${uid}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== uid) throw new Error(`No browser: ${folder} belongs to another user.`);
  return folder;
};

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
