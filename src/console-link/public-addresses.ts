import { lookup } from "node:dns";
import { BlockList, isIPv6, type LookupFunction } from "node:net";

/** Networks that no public name has a reason to lead to (RFC 6890). */
const inner = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const) {
  inner.addSubnet(network, bits, "ipv4");
}
// ::ffff:0:0/96 is checked against the list above: its own network here would match all of IPv4. Other ways to write
// IPv4 as IPv6 (translation, NAT64, Teredo, 6to4) are closed: what they lead to is for a gateway to say.
for (const [network, bits] of [
  ["::", 96],
  ["::ffff:0:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2001::", 23],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const) {
  inner.addSubnet(network, bits, "ipv6");
}

/**
 * Looks up a host for a connection, and refuses inner addresses: a public name that is pointed at our own network must
 * not make the worker speak to what is there. Names without a dot and those of an inner domain are meant so by the
 * operator, CONSOLE_NETWORKS names others, and an address in CONSOLE_URL is never looked up.
 */
export const publicAddressesOnly =
  (meantNetworks: BlockList = new BlockList()): LookupFunction =>
  (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses = []) => {
      const allowed = addresses.filter(({ address }) => isInnerName(host) || isAllowed(address, meantNetworks));
      const [first] = allowed;
      if (error || !first) return callback(error ?? innerFault(host), "", 0);
      return options.all ? callback(null, allowed) : callback(null, first.address, first.family);
    });
  };

const INNER_DOMAINS = [".localhost", ".local", ".internal", ".home.arpa"];

const isInnerName = (host: string): boolean =>
  !host.includes(".") || INNER_DOMAINS.some((domain) => host.toLowerCase().endsWith(domain));

const isAllowed = (address: string, meantNetworks: BlockList): boolean => {
  const family = isIPv6(address) ? "ipv6" : "ipv4";
  return !inner.check(address, family) || meantNetworks.check(address, family);
};

const innerFault = (host: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${host} leads to an inner address.`), { code: "EINNERADDRESS" });
