import type { OnApplicationShutdown } from '@nestjs/common';

import type { serviceDataSource } from '@throughline/persistence/data-source';

/** Closes the connection with the application. */
export class SandboxDatabase implements OnApplicationShutdown {
  constructor(readonly source: ReturnType<typeof serviceDataSource>) {}

  async onApplicationShutdown(): Promise<void> {
    await this.source.destroy();
  }
}
