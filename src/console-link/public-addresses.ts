import { lookup, type LookupAddress } from "node:dns";
import { BlockList, isIPv6, type LookupFunction } from "node:net";

/** Networks that no name out there has a reason to lead to (RFC 6890). */
const inner = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const) {
  inner.addSubnet(network, bits, "ipv4");
}
for (const [network, bits] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
  ["::ffff:0:0", 96],
] as const) {
  inner.addSubnet(network, bits, "ipv6");
}

/**
 * Looks up a host for a connection, and refuses inner addresses: a public name that is pointed at our own network must
 * not make the worker speak to what is there. `localhost` and names without a dot are inner by the operator's own word,
 * and an address in CONSOLE_URL is never looked up.
 */
export const publicAddressesOnly =
  (hostname: string): LookupFunction =>
  (host, options, callback) => {
    const meantInner = !hostname.includes(".") || hostname.endsWith(".localhost") || hostname.endsWith(".internal");
    lookup(host, { ...options, all: true }, (error, addresses) => {
      const allowed = error ? [] : addresses.filter(({ address }) => meantInner || !isInner(address));
      if (error || allowed.length === 0) return callback(error ?? innerFault(host), "", 0);
      const [first] = allowed as [LookupAddress, ...LookupAddress[]];
      return options.all ? callback(null, allowed) : callback(null, first.address, first.family);
    });
  };

const isInner = (address: string): boolean => inner.check(address, isIPv6(address) ? "ipv6" : "ipv4");

const innerFault = (host: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${host} leads to an inner address.`), { code: "EINNERADDRESS" });
