/** As in public/icon.svg; drawn here, nobody has to wait for it. */
export function Sign({ size }: { size: number }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden>
      <rect width="64" height="64" rx="14" fill="#1c5d99" />
      <path d="M12 44c10 0 10-24 20-24s10 24 20 0" fill="none" stroke="#fff" strokeWidth="6" strokeLinecap="round" />
    </svg>
  );
}
