/** Two lines of sessions that share one point: who else is in it. */
export function Brand({ size = 22 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      <circle cx="9" cy="12" r="6.5" />
      <circle cx="15" cy="12" r="6.5" strokeDasharray="3 2.2" />
      <circle cx="12" cy="12" r="1.8" fill="currentColor" stroke="none" />
    </svg>
  );
}
