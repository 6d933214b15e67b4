import { encode } from "uqr";

/** The quiet zone that ISO/IEC 18004 asks for around a code. */
const border = 4;

/** `text` for a camera: dark squares on a light ground, in the dark too, for some cameras read no other. `label` says what it is. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { ecc: "M", border });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg viewBox={`0 0 ${size} ${size}`} width={size * 4} height={size * 4} role="img" aria-label={label} shape-rendering="crispEdges">
      <title>{label}</title>
      <rect width={size} height={size} fill="#fff" />
      <path d={dark} fill="#000" />
    </svg>
  );
}
