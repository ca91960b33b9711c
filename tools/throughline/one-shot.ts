/**
 * For commands that end by themselves: log lines of the libraries would stand between the command's own lines on standard output. Give
 * LOG_LEVEL to see them.
 */
export function quietLogs(): void {
  process.env['LOG_LEVEL'] ||= 'silent';
}
