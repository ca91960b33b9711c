import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';

// One list each: a list of both would take every address of the older kind for a mapped one.
const inside4 = new BlockList();
const inside6 = new BlockList();
for (const [network, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]] as const) inside4.addSubnet(network, bits, 'ipv4');
// Mapped, translated and tunnelled addresses of the older kind lead inside too.
for (const [network, bits] of [['::', 96], ['::ffff:0:0', 96], ['64:ff9b::', 32], ['2002::', 16], ['2001::', 32], ['fc00::', 7], ['fe80::', 10], ['fec0::', 10], ['ff00::', 8]] as const) inside6.addSubnet(network, bits, 'ipv6');

export function isPublic(address: string): boolean {
  const family = isIP(address);
  return family === 4 ? !inside4.check(address, 'ipv4') : family === 6 && !inside6.check(address, 'ipv6');
}

/** As a connection looks up its host: the address that was checked is the one that is dialled. */
export function publicLookup(host: string, options: LookupOptions, done: (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void): void {
  resolve(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, []);
    const refused = addresses.find(({ address }) => !isPublic(address));
    if (refused || addresses.length === 0) return done(new Error(`${host} is an address inside the company`), []);
    if (options.all) done(null, addresses);
    else done(null, addresses[0]!.address, addresses[0]!.family);
  });
}
