import { expect, test } from "vitest";
import { namedOrigin, passkeySite } from "../src/passkey-site.ts";

test.each([
  ["https://licenses.example.com", { rpId: "licenses.example.com", origin: "https://licenses.example.com" }],
  ["http://127.0.0.1:3000", { rpId: "localhost", origin: "http://localhost:3000" }],
  ["http://[::1]:3000", { rpId: "localhost", origin: "http://localhost:3000" }],
  ["http://localhost:3000", { rpId: "localhost", origin: "http://localhost:3000" }],
  ["https://192.0.2.7", undefined],
  ["https://[2001:db8::1]", undefined],
])("%s", (publicUrl, site) => {
  expect(passkeySite(publicUrl)).toEqual(site);
});

test.each([
  ["http://127.0.0.1:3000", "127.0.0.1:3000", "http://localhost:3000"],
  ["http://[::1]:3000", "[::1]:3000", "http://localhost:3000"],
  ["http://127.0.0.1:3000", "localhost:3000", undefined],
  ["http://localhost:3000", "localhost:3000", undefined],
  ["https://licenses.example.com", "127.0.0.1:3000", undefined],
  ["https://192.0.2.7", "192.0.2.7", undefined],
])("%s opened at %s", (publicUrl, host, origin) => {
  expect(namedOrigin(publicUrl, host)).toBe(origin);
});
