import { BlockList, type LookupFunction } from "node:net";
import { beforeEach, expect, test, vi } from "vitest";
import { publicAddressesOnly } from "../../src/console-link/public-addresses.ts";

/** What names lead to. The real resolver asks the network, which a test cannot steer. */
const names = vi.hoisted(() => new Map<string, string[]>());
vi.mock("node:dns", () => ({
  lookup: (host: string, _: object, done: (error: Error | null, addresses?: object[]) => void) => {
    const addresses = names.get(host);
    if (!addresses) return done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: "ENOTFOUND" }));
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  },
}));
beforeEach(() => names.clear());

const ask = (lookup: LookupFunction, host: string, all = true) =>
  new Promise<unknown>((resolve) => {
    lookup(host, { all }, (error, address) => resolve(error ? error.code : address));
  });

const addressesOf = async (host: string, addresses: string[], networks?: BlockList) => {
  names.set(host, addresses);
  const found = await ask(publicAddressesOnly(networks), host);
  return Array.isArray(found) ? found.map(({ address }) => address) : found;
};

test.each([
  ...["93.184.215.14", "8.8.8.8", "172.32.0.1", "192.169.0.1", "100.128.0.1", "223.255.255.1", "::ffff:8.8.8.8"],
  ...["2606:4700::1111", "2001:200::1", "2001:4860:4860::8888", "2003::1"],
])("a public name may lead to the public address %s", async (address) => {
  expect(await addressesOf("console.example.com", [address])).toEqual([address]);
});

test.each([
  "0.0.0.0",
  "10.0.0.5",
  "100.64.0.1",
  "127.0.0.1",
  "127.8.8.8",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:10.0.0.5",
  "fd12:3456::1",
  "fe80::1",
  "fec0::1",
  "ff02::1",
])("a public name may not lead to the inner address %s", async (address) => {
  expect(await addressesOf("console.example.com", [address])).toBe("EINNERADDRESS");
  expect(await addressesOf("localhost.example.com", [address])).toBe("EINNERADDRESS");
});

test.each([
  ["as such", "::10.0.0.5"],
  ["translated (SIIT)", "::ffff:0:10.0.0.5"],
  ["NAT64", "64:ff9b::10.0.0.5"],
  ["NAT64, by its digits", "64:ff9b::a9fe:a9fe"],
  ["NAT64, of a public address", "64:ff9b::8.8.8.8"],
  ["local NAT64", "64:ff9b:1::10.0.0.5"],
  ["Teredo", "2001::4136:e378:8000:63bf:3fff:fdd2"],
  ["6to4", "2002:a00:5::1"],
])("a public name may not lead to an IPv6 address that hides one of IPv4: %s", async (_, address) => {
  expect(await addressesOf("console.example.com", [address])).toBe("EINNERADDRESS");
});

test("in a network that has IPv4 by NAT64 alone, the operator names its prefix", async () => {
  const networks = new BlockList();
  networks.addSubnet("64:ff9b::", 96, "ipv6");
  expect(await addressesOf("console.example.com", ["64:ff9b::8.8.8.8"], networks)).toEqual(["64:ff9b::8.8.8.8"]);
});

test("of several addresses the public ones are left", async () => {
  expect(await addressesOf("console.example.com", ["10.0.0.5", "8.8.8.8", "::1"])).toEqual(["8.8.8.8"]);
});

test.each(["localhost", "console", "console.localhost", "console.apps.svc.cluster.local", "console.internal"])(
  "the inner name %s may lead to an inner address",
  async (host) => {
    expect(await addressesOf(host, ["10.0.0.5"])).toEqual(["10.0.0.5"]);
  },
);

test("a network that the operator names is open to a public name, others stay closed", async () => {
  const networks = new BlockList();
  networks.addSubnet("10.20.0.0", 16, "ipv4");
  expect(await addressesOf("console.example.com", ["10.20.0.5"], networks)).toEqual(["10.20.0.5"]);
  expect(await addressesOf("console.example.com", ["10.21.0.5"], networks)).toBe("EINNERADDRESS");
});

test("who asks for one address gets one, and a name that nobody knows stays unknown", async () => {
  names.set("console.example.com", ["8.8.8.8", "8.8.4.4"]);
  expect(await ask(publicAddressesOnly(), "console.example.com", false)).toBe("8.8.8.8");
  expect(await ask(publicAddressesOnly(), "nowhere.example.com")).toBe("ENOTFOUND");
});
