/** An archive that its makers publish. Without a checksum in this file (or given by hand) it is never fetched. */
export interface Release {
  readonly url: string;
  readonly algorithm: 'sha256' | 'sha512';
  /** By `<platform>-<arch>` of Node, or `any`; lower-case hex. */
  readonly checksums: Readonly<Record<string, string>>;
  /** Environment variable by which an operator allows an archive that has no checksum here. */
  readonly checksumVariable?: string;
}

const goPlatform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;

/** The version of the Temporal CLI that the Go module in temporal-cli/ builds as well. Carries Server 1.29.1 and UI 2.42.1. */
export const TEMPORAL_CLI_VERSION = '1.5.1';
/** The version that maven/kafka.pom.xml resolves as well. */
export const KAFKA_VERSION = '4.4.0';
/** The version that maven/test-server.pom.xml resolves. */
export const TEST_SERVER_VERSION = '1.31.0';

export const temporalRelease: Release = {
  url: `https://github.com/temporalio/cli/releases/download/v${TEMPORAL_CLI_VERSION}/temporal_cli_${TEMPORAL_CLI_VERSION}_${goPlatform}.tar.gz`,
  algorithm: 'sha256',
  checksums: {
    'linux-x64': 'ddc95e08b0b076efd4ea9733a3f488eb7d2be875f8834e616cd2a37358b4852d',
    'linux-arm64': 'bd1b0db9f18b051026de8bf6cc1505f2510f14bbb7a8b9a4a91fff46c77454f5',
    'darwin-x64': 'bbb73e2a31135abe50a1f1cdb35030c42961df618e8ce9c60ae89f201540c5d9',
    'darwin-arm64': 'cca01b7ea35ad56e2a328d9ae596bf716bd22313ef63c7a761c88354457c2415',
  },
};

/**
 * Apache signs its archives and publishes a SHA-512 beside them; a sum fetched from the same place as the archive proves nothing, so the
 * archive is only taken when an operator gives the sum. Maven, which checks each jar, is the usual way.
 */
export const kafkaRelease: Release = {
  url: `https://archive.apache.org/dist/kafka/${KAFKA_VERSION}/kafka_2.13-${KAFKA_VERSION}.tgz`,
  algorithm: 'sha512',
  checksums: {},
  checksumVariable: 'THROUGHLINE_KAFKA_SHA512',
};
