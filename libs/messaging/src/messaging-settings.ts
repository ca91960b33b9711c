export interface MessagingSettings {
  /** Also the schema and the consumer group `throughline.<service>`. */
  service: string;
  tenant: string;
  sandbox: boolean;
  brokers: string[];
}

export const MESSAGING_SETTINGS = Symbol('MESSAGING_SETTINGS');
