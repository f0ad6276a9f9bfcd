/** @file Class colors, and conversion of color values for canvases. */

export type Rgb = readonly [number, number, number]

/**
 * Color tokens for classes: three dedicated class tokens, followed by the layer family tokens. Marker shapes also
 * distinguish the classes.
 */
const CLASS_TOKENS = ['class-0', 'class-1', 'class-2', 'combines', 'regularises', 'reshapes'] as const

/** The color token for a class index. */
export function classToken(index: number): string {
  return CLASS_TOKENS[index % CLASS_TOKENS.length] as string
}

/** Parses a color such as #8fb8ff or #fff into three bytes; any other text becomes black. */
export function hexRgb(hex: string): Rgb {
  const digits = hex.replace('#', '')
  const full = digits.length === 3 ? [...digits].map((d) => d + d).join('') : digits
  const value = Number.parseInt(full, 16)
  return full.length !== 6 || Number.isNaN(value) ? [0, 0, 0] : [value >> 16, (value >> 8) & 255, value & 255]
}

/** Blends the class colors, weighted by the class probabilities. */
export function blend(colors: readonly Rgb[], weights: readonly number[]): Rgb {
  const mixed: [number, number, number] = [0, 0, 0]
  for (const [i, color] of colors.entries()) {
    for (let c = 0; c < 3; c++) mixed[c] = (mixed[c] as number) + (color[c] as number) * (weights[i] ?? 0)
  }
  return mixed
}
