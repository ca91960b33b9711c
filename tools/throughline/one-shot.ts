let asked: string | undefined;

/**
 * For commands that end by themselves: log lines of the libraries would stand between the command's own lines on standard output. Give
 * LOG_LEVEL to see them.
 */
export function quietLogs(): void {
  asked = process.env['LOG_LEVEL'];
  process.env['LOG_LEVEL'] ||= 'silent';
}

/** The level for child processes, which log to files: what the user asked for, whatever `quietLogs` made of it here. */
export function logLevelOfChildren(): string {
  return asked || 'info';
}
