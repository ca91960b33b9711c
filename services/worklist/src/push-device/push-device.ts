/** A browser that somebody is told on. What its push service calls it is nobody's to read. */
export interface PushDevice {
  id: string;
  name: string;
  addedAt: Date;
  /** When it was last told something; null: never. */
  sentAt: Date | null;
}

export const mostDevices = 20;
