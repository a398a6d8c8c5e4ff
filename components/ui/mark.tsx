/** Pixy's mark: a key with wings. Decorative; the name stands beside it. */
export function Mark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true" focusable="false">
      <path
        d="M14.4 12.2C11 5.6 5.8 3.6 2.2 4.4c-.5 5.2 2.6 10.4 9.4 11.4"
        fill="var(--actor-tenant-tint)"
        stroke="var(--actor-tenant)"
        strokeWidth="1.7"
        strokeLinejoin="round"
      />
      <path
        d="M17.6 12.2C21 5.6 26.2 3.6 29.8 4.4c.5 5.2-2.6 10.4-9.4 11.4"
        fill="var(--actor-app-tint)"
        stroke="var(--actor-app)"
        strokeWidth="1.7"
        strokeLinejoin="round"
      />
      <circle cx="16" cy="14.2" r="4.1" stroke="currentColor" strokeWidth="2.1" fill="var(--surface)" />
      <path
        d="M16 18.4V29M16 28.2h3.6M16 24.2h2.8"
        stroke="currentColor"
        strokeWidth="2.1"
        strokeLinecap="round"
      />
    </svg>
  );
}
