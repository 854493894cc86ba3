import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults } from "./accessibility.ts";
import { complaintsOf, launchBrowser, newVisitor, type Visitor } from "./browser.ts";

const pages: Record<string, { type: string; body: string }> = {
  "/": page(`<button>Activate</button> <output>not yet</output><script src="/press.js"></script>`),
  "/press.js": {
    type: "text/javascript",
    body: `document.querySelector("button").onclick = () => { document.querySelector("output").textContent = "done"; };`,
  },
  "/inline-script": page(`<script>document.title = "taken over"</script>`),
  "/throws": page(`<script src="/throws.js"></script>`),
  "/throws.js": { type: "text/javascript", body: `throw new Error("out of keys");` },
  "/lost-script": page(`<script src="/lost.js"></script>`),
  "/picture": page(`<img src="/seal.svg">`),
  "/seal.svg": { type: "image/svg+xml", body: `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>` },
};

function page(body: string) {
  const html = `<!doctype html><html lang="en"><title>Order</title><main><h1>Order</h1><p>${body}</p></main></html>`;
  return { type: "text/html; charset=utf-8", body: html };
}

const server = createServer((request, response) => {
  const found = pages[request.url ?? ""];
  response.writeHead(found ? 200 : 404, {
    "content-type": found?.type ?? "text/html",
    "content-security-policy":
      "default-src 'none'; script-src 'self'; img-src 'self'; style-src 'self'; require-trusted-types-for 'script'",
  });
  response.end(found?.body ?? "no such page");
});

let browser: Browser;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  server.close();
});

const visit = async (path: string, visitor?: Visitor): Promise<Page> => {
  const visitorPage = await newVisitor(browser, visitor);
  await visitorPage.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  return visitorPage;
};

test("a visitor presses a button and the page's script answers", async () => {
  const order = await visit("/");
  await order.getByRole("button", { name: "Activate" }).click();
  expect(await order.locator("output").textContent()).toBe("done");
  expect(await accessibilityFaults(order)).toEqual([]);
  expect(complaintsOf(order)).toEqual([]);
});

test("without JavaScript the same press does nothing, and axe says that it cannot judge", async () => {
  const order = await visit("/", { javaScript: false });
  await order.getByRole("button", { name: "Activate" }).click();
  expect(await order.locator("output").textContent()).toBe("not yet");
  await expect(accessibilityFaults(order)).rejects.toThrow("no JavaScript");
});

test("a visitor's language, colors and width reach the page", async () => {
  const order = await visit("/", { locale: "ja", colorScheme: "dark", width: 360 });
  const seen = await order.evaluate(
    `[navigator.language, matchMedia("(prefers-color-scheme: dark)").matches, innerWidth]`,
  );
  expect(seen).toEqual(["ja", true, 360]);
});

// Where a font is missing, the same empty box stands for every character.
test("Japanese characters have their own shapes", async () => {
  const anyPage = await visit("/");
  const differentShapes = (characters: string) =>
    anyPage.evaluate<number>(`new Set([...${JSON.stringify(characters)}].map((character) => {
      const canvas = document.createElement("canvas");
      const pen = canvas.getContext("2d");
      pen.font = "40px sans-serif";
      pen.fillText(character, 5, 50);
      return canvas.toDataURL();
    })).size`);
  expect(await differentShapes("\u{38000}\u{38001}\u{38002}")).toBe(1);
  expect(await differentShapes("証明書")).toBe(3);
});

test.each([
  ["a script that the CSP forbids", "/inline-script", /Content Security Policy/],
  ["an error in a script", "/throws", /page error: out of keys/],
  ["a script that is not there", "/lost-script", /answer 404: .*\/lost\.js/],
])("%s is a complaint", async (_, path, complaint) => {
  expect(complaintsOf(await visit(path))).toEqual([expect.stringMatching(complaint)]);
});

test("a page that answers 404 is no complaint", async () => {
  expect(complaintsOf(await visit("/nowhere"))).toEqual([]);
});

test("an image without a text is a fault of accessibility", async () => {
  expect(await accessibilityFaults(await visit("/picture"))).toEqual([
    expect.stringMatching(/^image-alt \(critical\) at img: /),
  ]);
});
