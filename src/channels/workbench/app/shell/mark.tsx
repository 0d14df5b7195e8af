/** The mark of Linli: two roofs leaning on each other. */
export function Mark() {
  return (
    <span className="mark" aria-hidden="true">
      <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round">
        <path d="M2.5 12.5 8.5 7l6 5.5M5.5 11v8h13v-6.5M11 9.5 15.5 6l6 5.5" />
      </svg>
    </span>
  );
}
