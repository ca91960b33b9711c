/** What one service needs to reach its own schema. */
export interface PersistenceSettings {
  /** Name of the service, which is also the name of its schema. */
  service: string;
  /** Address with the service's own login role. */
  url: string;
  sandbox: boolean;
  /** Connections of the pool. */
  /** Comes as somebody who has no work role: the owner, or the role that moves a sandbox's time. */
  owner?: boolean;
  poolSize: number;
}

export const PERSISTENCE_SETTINGS = Symbol('PERSISTENCE_SETTINGS');
